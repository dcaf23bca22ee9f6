using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using Bolt.Guards.Redirects;

namespace Bolt;

/// <summary>A test for <see cref="UserPassesTest{TTest}"/>. Implement <see cref="IUserTest{TUser}"/> or <see cref="IAsyncUserTest{TUser}"/>.</summary>
public interface IUserTest
{
    /// <summary>Loads the caller's user and tests it. The interfaces with the user's type implement it, so that no reflection has to find that type.</summary>
    internal ValueTask<UserTestOutcome> AskAsync(GuardContext context);
}

/// <summary>A test of the caller's user.</summary>
/// <typeparam name="TUser">Your user type, for which <c>AddUsers</c> registered a loader.</typeparam>
public interface IUserTest<TUser> : IUserTest
    where TUser : class
{
    /// <summary>Whether the user may pass. One instance serves all requests at the same time. An exception ends the request with 500, and the handler does not run.</summary>
    /// <param name="user">The caller's user; never null: an anonymous caller does not pass, and no test is asked.</param>
    bool Test(TUser user);

    [SuppressMessage("Design", "CA1033:Interface methods should be callable by child types", Justification = "Only UserPassesTest asks.")]
    ValueTask<UserTestOutcome> IUserTest.AskAsync(GuardContext context)
    {
        var loading = CurrentUser<TUser>.Of(context.Http, context.Auth).GetAsync();
        return loading.IsCompletedSuccessfully ? new(Outcome(loading.Result)) : Wait(loading);

        async ValueTask<UserTestOutcome> Wait(ValueTask<TUser?> loading) => Outcome(await loading.ConfigureAwait(false));

        UserTestOutcome Outcome(TUser? user) => user is null ? UserTestOutcome.NoUser : Test(user) ? UserTestOutcome.Passed : UserTestOutcome.Failed;
    }
}
