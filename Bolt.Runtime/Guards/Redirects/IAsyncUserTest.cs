using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>A test of the caller's user that has to wait for something, such as a database.</summary>
/// <typeparam name="TUser">Your user type, for which <c>AddUsers</c> registered a loader.</typeparam>
public interface IAsyncUserTest<TUser> : IUserTest
    where TUser : class
{
    /// <inheritdoc cref="IUserTest{TUser}.Test" />
    /// <param name="user">The caller's user; never null: an anonymous caller does not pass, and no test is asked.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    ValueTask<bool> TestAsync(TUser user, CancellationToken cancellationToken);

    [SuppressMessage("Design", "CA1033:Interface methods should be callable by child types", Justification = "Only UserPassesTest asks.")]
    async ValueTask<UserTestOutcome> IUserTest.AskAsync(GuardContext context)
    {
        var user = await CurrentUser<TUser>.Of(context.Http, context.Auth).GetAsync().ConfigureAwait(false);
        return user is null ? UserTestOutcome.NoUser
            : await TestAsync(user, context.Http.RequestAborted).ConfigureAwait(false) ? UserTestOutcome.Passed
            : UserTestOutcome.Failed;
    }
}
