using Bolt.Revocation;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh.Configuration;

/// <summary>Entries of sessions and users outlive every sign-in: one that left earlier would bring a stolen refresh token back.</summary>
internal sealed class PostConfigureRetention(IOptions<RefreshTokenOptions> refresh) : IPostConfigureOptions<RevocationOptions>
{
    public void PostConfigure(string? name, RevocationOptions options) => options.Retention = PostConfigureRevocationOptions.Longer(options.Retention, refresh.Value.AbsoluteTimeout);
}
