namespace Bolt.Authentication;

/// <summary>A backend that takes its credential from one header.</summary>
internal interface ICredentialHeader
{
    /// <summary>The header is <c>Authorization</c>.</summary>
    bool IsAuthorization { get; }

    /// <summary>It may be another header once configuration has been read again.</summary>
    bool MayChange { get; }

    /// <summary>Some requests may carry it in the query instead.</summary>
    bool MayUseQuery => false;
}
