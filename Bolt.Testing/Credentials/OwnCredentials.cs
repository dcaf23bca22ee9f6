using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Hosting;
using Bolt.Testing.Matrix;

namespace Bolt.Testing.Credentials;

/// <summary>A backend of the application's own: only the application knows its credential.</summary>
internal sealed class OwnCredentials(IAuthenticationBackend backend, Func<HttpRequestMessage, BoltTestCaller, Task>? signIn) : BackendCredentials(backend)
{
    public override string? Unknown => signIn is not null ? null
        : $"nobody knows how to sign in to {TypeName.Full(Backend.GetType())}: write WithBolt(o => o.SignIn<{TypeName.InCode(Backend.GetType())}>((request, who) => …))";

    public override Rights RightsOf(BoltTestCaller caller) => Rights.Of(caller, hasRecentLogin: true);

    public override async ValueTask AddAsync(HttpRequestMessage request, BoltTestCaller caller, HttpClient client, bool isMadeUp, CancellationToken cancellationToken)
    {
        if (signIn is null)
        {
            throw new InvalidOperationException(char.ToUpperInvariant(Unknown![0]) + Unknown[1..] + ".");
        }

        await signIn(request, caller).ConfigureAwait(false);
        if (IsCookie && !request.Headers.Contains("Sec-Fetch-Site") && !request.Headers.Contains("Origin"))
        {
            // As a browser does on a page of the application's own.
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        }
    }
}
