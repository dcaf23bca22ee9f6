using System.Collections.Generic;
using Bolt.Hosting;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Revocation;

/// <summary>The store needs a cache that the application adds.</summary>
internal sealed class DistributedCacheCheck(IServiceProviderIsService services) : IStartCheck
{
    public IEnumerable<string> Problems() => services.IsService(typeof(IDistributedCache))
        ? []
        : ["AddRevocation<DistributedCacheRevocationStore>() needs an IDistributedCache: call services.AddStackExchangeRedisCache(…), or services.AddDistributedMemoryCache() where there is one process only."];
}
