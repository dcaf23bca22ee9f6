namespace Bolt;

/// <summary>Names for ASP.NET Core's own authentication.</summary>
public static class BoltAuthenticationDefaults
{
    /// <summary>The scheme that tries every backend in the order in which they were added; the default where the application names no other.</summary>
    public const string AuthenticationScheme = "Bolt";
}
