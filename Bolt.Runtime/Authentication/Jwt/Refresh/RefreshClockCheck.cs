using System;
using Bolt.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Jwt.Refresh;

/// <summary>For a refresh that is repeated on another server: the grace is counted there, from the time that the first one wrote.</summary>
internal sealed class RefreshClockCheck(IServiceProvider services) : StoreClockCheck(services)
{
    protected override object Store => Services.GetRequiredService<IRefreshTokenStore>();

    protected override TimeSpan Limit => Services.GetRequiredService<IOptions<RefreshTokenOptions>>().Value.ReuseGrace / 2;

    protected override string Consequence => "a client that repeats a refresh on another server may be taken for someone with a copy, and be signed out";
}
