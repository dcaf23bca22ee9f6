using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Bolt.Authentication.Registration;
using Bolt.Authentication.Schemes;
using Bolt.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>Registers ASP.NET Core's authentication schemes as backends.</summary>
public static class BoltSchemeExtensions
{
    /// <summary>
    /// Adds a backend that asks one of the application's authentication schemes: <c>AddScheme&lt;SiteCookie&gt;("Cookies")</c>. May be called more than once; the settings add up.
    /// </summary>
    /// <remarks>The program does not start where no such scheme is registered, where it is one of Bolt's own, or where it is a cookie and the type is not a <see cref="CookieSchemeAuthentication"/>.</remarks>
    /// <typeparam name="T">Your type, used in <c>Auth = [typeof(…)]</c>.</typeparam>
    /// <param name="builder">The builder that <c>AddBolt()</c> returned.</param>
    /// <param name="scheme">The scheme's name, as given to <c>AddAuthentication()</c>'s methods.</param>
    /// <param name="configure">Sets options.</param>
    /// <exception cref="ArgumentException"><paramref name="scheme"/> is empty.</exception>
    public static BoltBuilder AddScheme<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this BoltBuilder builder, string scheme, Action<SchemeOptions>? configure = null)
        where T : SchemeAuthentication
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(scheme);
        var services = builder.Services;
        services.AddSingleton(new SchemeRegistration(typeof(T), scheme, configure));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartCheck, SchemeCheck>());
        services.TryAddSingleton(Create<T>);
        return builder;
    }

    private static T Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider services)
        where T : SchemeAuthentication
    {
        var calls = services.GetServices<SchemeRegistration>().Where(static r => r.Type == typeof(T)).ToList();
        var options = new SchemeOptions();
        calls.ForEach(call => call.Configure?.Invoke(options));
        var backend = ActivatorUtilities.CreateInstance<T>(services);
        backend.Initialize(new SchemeAuthenticator(services.GetRequiredService<BackendRegistry>().NameOf(typeof(T)), calls[0].Scheme, options));
        return backend;
    }
}
