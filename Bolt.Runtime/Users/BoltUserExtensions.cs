using System;
using System.Diagnostics.CodeAnalysis;
using Bolt.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bolt;

/// <summary>Registers users.</summary>
public static class BoltUserExtensions
{
    /// <summary>Registers how the user that a credential names is found.</summary>
    /// <typeparam name="TUser">Your user type.</typeparam>
    /// <typeparam name="TLoader">Finds it; scoped to the request.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    public static BoltBuilder AddUsers<TUser, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TLoader>(this BoltBuilder builder)
        where TUser : class
        where TLoader : class, IUserLoader<TUser>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<IUserLoader<TUser>, TLoader>();
        if (typeof(IBoltUser).IsAssignableFrom(typeof(TUser)))
        {
            builder.Services.TryAddScoped<ISessionUserSource>(static provider => new LoadedUserSource<TUser>(provider.GetRequiredService<IUserLoader<TUser>>()));
        }

        return builder;
    }
}
