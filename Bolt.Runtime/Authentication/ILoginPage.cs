namespace Bolt.Authentication;

/// <summary>A backend whose callers sign in on a page: where guards that redirect send the visitors of its routes. The first one in <c>Auth</c> counts.</summary>
internal interface ILoginPage
{
    /// <summary>A path on this site, without the path base.</summary>
    string LoginUrl { get; }

    /// <summary>The query parameter that tells the page where to go next; null for none.</summary>
    string? ReturnUrlParameter { get; }
}
