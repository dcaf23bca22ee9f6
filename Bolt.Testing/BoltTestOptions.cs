using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;

namespace Bolt;

/// <summary>What <see cref="BoltTestingExtensions.WithBolt{TEntryPoint}"/> cannot know of an application.</summary>
public sealed class BoltTestOptions
{
    /// <summary>
    /// The id of a user that exists, for the requests of <see cref="BoltSurfaceTests"/> that should pass: handlers that take <c>[CurrentUser]</c> load it before anything else. Null, the default: users
    /// are made up, and the permitted requests of such handlers are listed as not verifiable.
    /// </summary>
    public string? UserId { get; set; }

    /// <summary>
    /// Values for route parameters whose constraint refuses what <see cref="BoltSurfaceTests"/> makes up, by the route's whole pattern: <c>o.Values["/x/{code:regex(^[A-Z]{{2}}$)}"] = "AB"</c>. A value
    /// that begins with a slash is the whole path: <c>"/x/AB"</c>.
    /// </summary>
    public IDictionary<string, string> Values { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The recorded surface. Set it, and <see cref="BoltSurfaceTests"/> also fails where what is served and what is recorded differ: <c>BoltSurface.Read("../../../../Shop/BoltSurface.txt")</c>.</summary>
    public BoltSurface? Surface { get; set; }

    internal Dictionary<Type, Action<IServiceProvider>?> Satisfied { get; } = [];

    internal Dictionary<Type, Func<HttpRequestMessage, BoltTestCaller, Task>> SignIns { get; } = [];

    /// <summary>
    /// Makes a guard of the application's own let every caller of <see cref="BoltSurfaceTests"/> pass: <c>o.Satisfy&lt;OfficeHours&gt;(services => clock.SetHour(12))</c>. Without it the requests that
    /// this guard decides are listed as not verifiable.
    /// </summary>
    /// <typeparam name="TGuard">The guard.</typeparam>
    /// <param name="arrange">Runs once before the first request; gets the application's services. Null where nothing has to be done.</param>
    /// <returns>The same options.</returns>
    public BoltTestOptions Satisfy<TGuard>(Action<IServiceProvider>? arrange = null)
        where TGuard : class
    {
        Satisfied[typeof(TGuard)] = arrange;
        return this;
    }

    /// <summary>
    /// Says how a request gets the credential of a backend of the application's own: <c>o.SignIn&lt;PartnerBackend&gt;((request, who) => request.Headers.Add("X-Partner", Sign(who.UserId)))</c>.
    /// Not needed for JWT, API keys and sessions, and types derived from them. With a cookie, <c>Sec-Fetch-Site: same-origin</c> is added, unless that or <c>Origin</c> is set.
    /// </summary>
    /// <typeparam name="TBackend">The backend.</typeparam>
    /// <param name="signIn">Adds the credential of a caller to a request.</param>
    /// <returns>The same options.</returns>
    public BoltTestOptions SignIn<TBackend>(Action<HttpRequestMessage, BoltTestCaller> signIn)
        where TBackend : class, IAuthenticationBackend
    {
        ArgumentNullException.ThrowIfNull(signIn);
        return SignIn<TBackend>((request, who) =>
        {
            signIn(request, who);
            return Task.CompletedTask;
        });
    }

    /// <summary>The same for a credential that has to be waited for, such as one that another request brings.</summary>
    /// <inheritdoc cref="SignIn{TBackend}(Action{HttpRequestMessage, BoltTestCaller})" />
    public BoltTestOptions SignIn<TBackend>(Func<HttpRequestMessage, BoltTestCaller, Task> signIn)
        where TBackend : class, IAuthenticationBackend
    {
        ArgumentNullException.ThrowIfNull(signIn);
        SignIns[typeof(TBackend)] = signIn;
        return this;
    }
}
