namespace Bolt.EndpointDeclarations;

/// <summary>What an endpoint's own metadata say of who may call it.</summary>
internal enum Declaration
{
    /// <summary>Nothing, and no policy of the application's reaches it: routing runs it before <c>UseAuthorization()</c>.</summary>
    Unreachable = 0,

    /// <summary>Nothing: a fallback policy may.</summary>
    Missing,

    /// <summary>Who may call it.</summary>
    Present,

    /// <summary>A file of <c>MapStaticAssets()</c>, and nothing else.</summary>
    StaticAsset,

    /// <summary>It answers nothing itself: routing never chooses it, or it only stands for others.</summary>
    Unserved,
}
