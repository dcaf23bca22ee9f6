using Microsoft.AspNetCore.Authorization;

namespace Bolt.Endpoints.Mapping;

/// <summary>Marks an <c>AllowAny</c> endpoint for ASP.NET Core's own authorization.</summary>
internal sealed class AllowAnyMetadata : IAllowAnonymous
{
    public static readonly AllowAnyMetadata Instance = new();

    public override string ToString() => "AllowAny";
}
