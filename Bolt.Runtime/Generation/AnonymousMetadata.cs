using Microsoft.AspNetCore.Authorization;

namespace Bolt.Generation;

/// <summary>Marks an <c>AllowAny</c> endpoint for ASP.NET Core's own authorization.</summary>
internal sealed class AnonymousMetadata : IAllowAnonymous
{
    public static readonly AnonymousMetadata Instance = new();

    public override string ToString() => "AllowAny";
}
