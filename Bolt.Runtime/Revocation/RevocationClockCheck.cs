using System;
using Bolt.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Revocation;

/// <summary>For what is issued by one server and revoked on another.</summary>
internal sealed class RevocationClockCheck(IServiceProvider services) : StoreClockCheck(services)
{
    protected override object Store => Services.GetRequiredService(Services.GetRequiredService<RevocationStoreType>().Type);

    protected override TimeSpan Limit => TimeSpan.FromSeconds(RevocationTime.Margin / 2.0);

    protected override string Consequence => "a token that was issued by a server right before its user was revoked on another may stay good, and one that was issued right after it may be refused";
}
