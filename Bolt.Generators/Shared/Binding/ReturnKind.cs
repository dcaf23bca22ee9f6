namespace Bolt.Shared;

/// <summary>How a result is written.</summary>
internal enum ReturnKind
{
    Nothing,
    Text,
    Result,

    /// <summary>Sent as it is and disposed.</summary>
    Stream,
    Json,

    /// <summary>Declared as <c>object</c>: decided by what comes back.</summary>
    Dynamic,
}
