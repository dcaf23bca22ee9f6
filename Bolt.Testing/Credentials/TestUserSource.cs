using System.Threading;
using System.Threading.Tasks;
using Bolt.Testing.Hosting;

namespace Bolt.Testing.Credentials;

/// <summary>Gives the made-up users of <see cref="BoltSurfaceTests"/> the rights that a request is about. Everyone else is whom the application says.</summary>
internal sealed class TestUserSource(ISessionUserSource inner) : ISessionUserSource
{
    public async ValueTask<SessionUser?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        if (VerifiedRequest.Current?.Caller is not { } caller || caller.UserId != userId)
        {
            return await inner.FindAsync(userId, cancellationToken).ConfigureAwait(false);
        }

        // The user that BoltTestOptions.UserId names is the application's, so that handlers get what they ask for.
        var own = userId.StartsWith(MadeUp, System.StringComparison.Ordinal) ? null : await inner.FindAsync(userId, cancellationToken).ConfigureAwait(false);
        return new SessionUser(caller.IsStaff, caller.IsSuperuser, [.. caller.Permissions], null, own?.User ?? caller);
    }

    /// <summary>How the ids of made-up users begin.</summary>
    public const string MadeUp = "bolt-test-";
}
