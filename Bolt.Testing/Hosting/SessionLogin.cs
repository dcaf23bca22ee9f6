using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Testing.Hosting;

/// <summary>A login to a session: what a login page does once it has checked the password.</summary>
/// <param name="backend">The session backend.</param>
/// <param name="caller">Who.</param>
/// <param name="isMadeUp">The user is one of <see cref="BoltSurfaceTests"/>, and has the rights that the caller has.</param>
internal sealed class SessionLogin(Type backend, BoltTestCaller caller, bool isMadeUp)
{
    private static readonly MethodInfo Login = typeof(BoltLoginExtensions).GetMethods()
        .Single(static m => m is { Name: nameof(BoltLoginExtensions.LoginAsync), IsGenericMethodDefinition: true });

    /// <summary>The cookie with its name.</summary>
    public TaskCompletionSource<string> Cookie { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

#pragma warning disable CA1031 // whatever it is, the test gets it
    public async Task RunAsync(HttpContext http)
    {
        // Registered first, so it runs last: the cookie is the test's and not that of a client with a cookie container.
        http.Response.OnStarting(() =>
        {
            var cookie = http.Response.Headers.SetCookie.OfType<string>().Select(static c => c.Split(';')[0]).LastOrDefault();
            http.Response.Headers.SetCookie = default;
            if (cookie is null)
            {
                Cookie.TrySetException(new InvalidOperationException($"Signing '{caller.UserId}' in to {backend} set no cookie."));
            }
            else
            {
                Cookie.TrySetResult(cookie);
            }

            return Task.CompletedTask;
        });
        try
        {
            using var _ = isMadeUp ? VerifiedRequest.Use(caller) : null;
            var user = await FindUserAsync(http).ConfigureAwait(false);
            await ((Task)Login.MakeGenericMethod(backend).Invoke(null, [http, user, new LoginOptions { Method = "test" }])!).ConfigureAwait(false);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception e)
        {
            Cookie.TrySetException(e is TargetInvocationException { InnerException: { } inner } ? inner : e);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }
#pragma warning restore CA1031

    private async Task<IBoltUser> FindUserAsync(HttpContext http)
    {
        if (http.RequestServices.GetService<ISessionUserSource>() is not { } users)
        {
            return new SessionTestUser(caller);
        }

        var found = await users.FindAsync(caller.UserId, http.RequestAborted).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The application has no user '{caller.UserId}' to sign in to a session: act as one that exists, or add it to the test's data first.");
        if (!isMadeUp)
        {
            var missing = caller.Permissions.Where(p => !found.Permissions.Contains(p)).ToList();
            if (missing.Count > 0 || (caller.IsStaff && !found.IsStaff) || (caller.IsSuperuser && !found.IsSuperuser))
            {
                throw new InvalidOperationException(
                    $"The user '{caller.UserId}' does not have {(missing.Count > 0 ? "the permission " + missing[0] : caller.IsStaff && !found.IsStaff ? "isStaff" : "isSuperuser")}: the rights of a session are its user's. "
                    + "Give them to the user in the test's data, or act as another user.");
            }
        }

        return found.Stamp is null ? new SessionTestUser(caller) : new StampedTestUser(caller, found.Stamp);
    }

    private class SessionTestUser(BoltTestCaller caller) : IBoltUser
    {
        public string Id => caller.UserId;

        public string Username => caller.UserId;

        public bool IsStaff => caller.IsStaff;

        public bool IsSuperuser => caller.IsSuperuser;
    }

    private sealed class StampedTestUser(BoltTestCaller caller, string stamp) : SessionTestUser(caller), ISessionStamp
    {
        public string SessionStamp => stamp;
    }
}
