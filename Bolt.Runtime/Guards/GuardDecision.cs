namespace Bolt.Guards;

/// <summary>Zero must stay the refusal: it is what <c>default(GuardResult)</c> holds.</summary>
internal enum GuardDecision : byte
{
    Refused = 0,
    Allow,
    Unauthorized,
    Forbidden,
    NotFound,
    Redirect,

    /// <summary>The guard wanted to redirect, and not to a path on this site.</summary>
    RedirectRefused,

    /// <summary>The caller has to sign in: a redirect for the visitor of a page, 401 or 403 for a program.</summary>
    SignIn,
}
