using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Endpoints;
using Bolt.Testing.Hosting;
using Bolt.Testing.Matrix;
using Bolt.Testing.Server;
using Microsoft.AspNetCore.Mvc.Testing;

#pragma warning disable RS0026 // an application, a client, and a server with its surface: no call can mean two

namespace Bolt;

/// <summary>
/// Asks every route with every caller that its guards must refuse, and with one that they must not: without a body, without data and without running a handler. The credentials are real, and the
/// application's own backends verify them.
/// </summary>
public static class BoltSurfaceTests
{
    private static readonly Uri Default = new("http://localhost");
    private static readonly Uri Secure = new("https://localhost");

    /// <summary>
    /// Asks an application in this process. Each route is asked by an anonymous caller; with credentials that do not hold (malformed, of another key, expired, …); with exactly what its guards ask for, by each of
    /// its backends; without each single thing of that; by callers of other backends; from other sites where it takes cookies; with another method.
    /// </summary>
    /// <typeparam name="TEntryPoint">The application's entry point.</typeparam>
    /// <param name="app">What <c>WithBolt()</c> returned.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was verified, and what could not be.</returns>
    /// <exception cref="BoltSurfaceException">Some route does not do what its guards say, or could not be reached.</exception>
    /// <exception cref="InvalidOperationException">The application was not started with <c>WithBolt()</c>, or has no endpoints of Bolt's.</exception>
    public static async Task<BoltSurfaceReport> VerifyAsync<TEntryPoint>(WebApplicationFactory<TEntryPoint> app, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(app);
        using var client = CreateClient(app);
        return await VerifyAsync(client, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same through a client of the application. Give it no cookie container and no redirects: <c>app.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false })</c>.</summary>
    /// <param name="client">A client of what <c>WithBolt()</c> returned.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was verified, and what could not be.</returns>
    /// <exception cref="BoltSurfaceException">Some route does not do what its guards say, or could not be reached.</exception>
    /// <exception cref="InvalidOperationException">The application was not started with <c>WithBolt()</c>, or has no endpoints of Bolt's.</exception>
    public static async Task<BoltSurfaceReport> VerifyAsync(HttpClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var host = await TestHost.FindAsync(client, "BoltSurfaceTests.VerifyAsync()", cancellationToken).ConfigureAwait(false);
        var verifier = new HostVerifier(host, client);
        return ThrowIfWrong(await verifier.VerifyAsync(verifier.Routes, kind: null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Asks a real server, of which only its recorded surface and a key are known. Requests that must be refused only, and of these only such as could change nothing if they were not: unless the options say
    /// more.
    /// </summary>
    /// <param name="server">A client of the server that follows no redirects: <c>new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = … }</c>.</param>
    /// <param name="surface">What the server serves: <see cref="BoltSurface.Read"/>.</param>
    /// <param name="issuer">Signs tokens that the server accepts.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was verified, and what could not be.</returns>
    /// <exception cref="BoltSurfaceException">Some route lets someone in that it should refuse.</exception>
    /// <exception cref="InvalidOperationException">The client has no address, or follows redirects.</exception>
    public static async Task<BoltSurfaceReport> VerifyAsync(
        HttpClient server, BoltSurface surface, BoltTestIssuer issuer, Action<BoltServerTestOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(issuer);
        var options = new BoltServerTestOptions();
        configure?.Invoke(options);
        return ThrowIfWrong(await new ServerVerifier(server, surface, issuer, options).VerifyAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Fails where an endpoint of the application that is not Bolt's does not say who may call it (<see cref="BoltEndpoints.FindUndeclaredAsync"/>).
    /// </summary>
    /// <typeparam name="TEntryPoint">The application's entry point.</typeparam>
    /// <param name="app">The application; <c>WithBolt()</c> is not needed.</param>
    /// <exception cref="BoltSurfaceException">The message names the endpoints.</exception>
    public static void VerifyDeclared<TEntryPoint>(WebApplicationFactory<TEntryPoint> app)
        where TEntryPoint : class
    {
        ArgumentNullException.ThrowIfNull(app);
        // Starts it.
        using var client = app.CreateClient();
        // Not awaited by the caller, so that a test that forgets to does not pass.
        var undeclared = Task.Run(() => BoltEndpoints.FindUndeclaredAsync(app.Services)).GetAwaiter().GetResult();
        if (undeclared.Count > 0)
        {
            throw new BoltSurfaceException(
                $"{undeclared[0]} does not say who may call it{(undeclared.Count == 1 ? "" : $", and {undeclared.Count - 1} more")}: call RequireAuthorization() or AllowAnonymous() on it, or make it a route of Bolt's.\n"
                + string.Concat(undeclared.Select(static u => $"- {u}\n")));
        }
    }

    /// <summary>
    /// Each route with each kind of caller, as tests of their own: xunit <c>new TheoryData&lt;BoltSurfaceCase&gt;(BoltSurfaceTests.Cases(typeof(Program).Assembly))</c>, NUnit <c>[TestCaseSource]</c>, MSTest
    /// <c>[DynamicData]</c>. Read from the assembly: no application is started.
    /// </summary>
    /// <param name="application">The application's assembly; routes of the assemblies it references are among the cases.</param>
    /// <exception cref="ArgumentException">There are no routes in it.</exception>
    public static IEnumerable<BoltSurfaceCase> Cases(Assembly application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var routes = Modules(application).SelectMany(Routes).DistinctBy(static r => r.ToString()).ToList();
        return routes.Count == 0
            ? throw new ArgumentException($"{application.GetName().Name} has no routes of Bolt's.", nameof(application))
            : routes.SelectMany(static r => (r.Methods.Count == 0 ? ["*"] : r.Methods).SelectMany(m => BoltSurfaceCase.Kinds.Select(kind => new BoltSurfaceCase($"{m} {r.Pattern}", r.Handler, kind))));
    }

    internal static BoltSurfaceReport ThrowIfWrong(BoltSurfaceReport report) => report.Failures.Count == 0 ? report : throw new BoltSurfaceException(report);

    /// <summary>No redirects and no cookies of its own: what a response says is what is verified.</summary>
    internal static HttpClient CreateClient<TEntryPoint>(WebApplicationFactory<TEntryPoint> app)
        where TEntryPoint : class =>
        app.CreateClient(new WebApplicationFactoryClientOptions
        {
            AllowAutoRedirect = false,
            HandleCookies = false,
            BaseAddress = app.ClientOptions.BaseAddress == Default ? Secure : app.ClientOptions.BaseAddress,
        });

    private static IEnumerable<Type> Modules(Assembly application) =>
        application.GetReferencedAssemblies()
            .Where(static name => name.Name is { } text && !text.StartsWith("System.", StringComparison.Ordinal) && !text.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(Load).OfType<Assembly>().Append(application)
            .Select(static a => a.GetCustomAttribute<BoltModuleAttribute>()?.Module).OfType<Type>().Distinct();

    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (System.IO.FileNotFoundException)
        {
            return null;
        }
    }

    private static List<BoltRouteInfo> Routes(Type module)
    {
        var routes = new List<BoltRouteInfo>();
        module.GetMethod("List", BindingFlags.Public | BindingFlags.Static, [typeof(List<BoltRouteInfo>)])?.Invoke(null, [routes]);
        return routes;
    }
}
