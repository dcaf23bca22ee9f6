using System;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Bolt.Databases;

/// <summary>What the stores in a database without Entity Framework Core register.</summary>
internal static class DatabaseServices
{
    /// <summary>The store, and the clean-up of its rows. Called again, it is the last one's database.</summary>
    public static void AddDatabaseStore<TStore>(this BoltBuilder builder, DbDataSource dataSource, Func<DbDataSource, TimeProvider, TStore> create)
        where TStore : class, ICleanable
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => create(dataSource, provider.GetRequiredService<TimeProvider>())));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CleanUpService<TStore>>());
    }
}
