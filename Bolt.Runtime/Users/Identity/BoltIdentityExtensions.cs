using System;
using Bolt.Hosting;
using Bolt.Users.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers the users of ASP.NET Core Identity.</summary>
public static class BoltIdentityExtensions
{
    /// <summary>
    /// Takes users from <see cref="UserManager{TUser}"/>, for <c>[CurrentUser]</c> and for sessions. Who is locked out, or not confirmed as Identity's <see cref="SignInOptions"/> ask, is not found, and its
    /// requests are refused. A session ends with the security stamp that it began with; a token that was made of <see cref="IdentityUsers{TUser}"/>'s user ends with it where the user is loaded. Sign in with
    /// <see cref="IdentityUsers{TUser}"/>.
    /// </summary>
    /// <typeparam name="TUser">Your user type: the one of <c>AddIdentityCore</c>.</typeparam>
    /// <param name="builder">What <c>AddBolt()</c> returned.</param>
    /// <param name="configure">Sets options.</param>
    public static BoltBuilder AddIdentityUsers<TUser>(this BoltBuilder builder, Action<IdentityUserOptions>? configure = null)
        where TUser : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        var options = services.AddOptions<IdentityUserOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, IdentityCheck<TUser>>());
        services.TryAddScoped(static provider => new IdentityFacts<TUser>(provider.GetRequiredService<UserManager<TUser>>(), provider.GetRequiredService<IOptions<IdentityUserOptions>>(), provider));
        services.TryAddScoped(static provider => new IdentityUsers<TUser>(provider.GetRequiredService<IdentityFacts<TUser>>()));
        services.TryAddScoped<IUserLoader<TUser>>(static provider => new IdentityUserLoader<TUser>(provider.GetRequiredService<IdentityFacts<TUser>>()));
        services.TryAddScoped<ISessionUserSource>(static provider => new IdentitySessionUserSource<TUser>(provider.GetRequiredService<IdentityFacts<TUser>>()));
        return builder;
    }
}
