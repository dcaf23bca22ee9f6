using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Bolt.Runtime.Tests;

/// <summary>A store that fails on its n-th call, for all n: no 200 for a lost write, nobody is told to be out who is not, and no key is sent that a failed login made.</summary>
public sealed class SessionFaultTests
{
    [Theory]
    [InlineData("write")]
    [InlineData("login")]
    [InlineData("logout")]
    [InlineData("refresh")]
    public async Task Nothing_is_promised_that_is_not_so(string operation)
    {
        for (var n = 1; n < 12; n++)
        {
            var store = new ScheduledStore();
            var faulty = new FaultyStore(store) { FailsAt = int.MaxValue };
            using var host = new SessionHost(faulty, new Users());
            using var inner = new InMemorySessionStore(Options.Create(new InMemorySessionStoreOptions()), host.Time);
            store.Inner = inner;
            var (_, cookie, _) = await host.SendAsync(null, http => operation == "login" ? http.GetBoltSession().SetAsync("a", 1).AsTask() : http.LoginAsync(new Person("alice")));
            Assert.NotNull(cookie);
            (faulty.Calls, faulty.FailsAt) = (0, n);
            var (status, set, _) = await host.SendAsync(cookie, async http =>
            {
                switch (operation)
                {
                    case "write":
                        await http.GetBoltSession().SetAsync("b", 2);
                        break;
                    case "login":
                        await http.LoginAsync(new Person("alice"));
                        break;
                    case "logout":
                        await http.LogoutAsync();
                        break;
                    default:
                        await http.RefreshLoginAsync(new Person("alice"));
                        break;
                }
            });
            var hasFailed = faulty.Calls >= n;
            faulty.FailsAt = int.MaxValue;
            Assert.True(status is 200 or 503);
            var now = set is { Length: > 0 } ? set : cookie;
            var (_, _, caller) = await host.SendAsync(now, static _ => Task.CompletedTask, "GET");
            switch (operation, status)
            {
                case ("write", 200):
                    await host.SendAsync(now, async http => Assert.Equal(2, await http.GetBoltSession().GetAsync<int>("b")), "GET");
                    break;
                case ("login", 200):
                case ("refresh", _):
                    Assert.Equal("alice", caller);
                    break;
                case ("login", _):
                    Assert.Null(set);
                    Assert.Null(caller);
                    break;
                case ("logout", 200):
                    Assert.Null(caller);
                    Assert.Equal("", set);
                    break;
                case ("logout", _):
                    Assert.Null(set);
                    break;
            }

            if (!hasFailed)
            {
                Assert.Equal(200, status);
                Assert.True(n > 2);
                return;
            }
        }

        Assert.Fail("More calls than expected.");
    }

    private sealed class FaultyStore(ISessionStore inner) : ISessionStore
    {
        public int Calls { get; set; }

        public int FailsAt { get; set; }

        public ValueTask<SessionRecord?> FindAsync(SessionId id, CancellationToken cancellationToken) => Next(inner.FindAsync, id, cancellationToken);

        public ValueTask<bool> CreateAsync(SessionRecord record, CancellationToken cancellationToken) => Next(inner.CreateAsync, record, cancellationToken);

        public ValueTask<SessionWrite> ApplyAsync(SessionId id, int epoch, SessionChanges changes, CancellationToken cancellationToken)
        {
            Count();
            return inner.ApplyAsync(id, epoch, changes, cancellationToken);
        }

        public ValueTask<ReadOnlyMemory<byte>?> TakeAsync(SessionId id, int epoch, string name, CancellationToken cancellationToken)
        {
            Count();
            return inner.TakeAsync(id, epoch, name, cancellationToken);
        }

        public async ValueTask<SessionWrite> RotateAsync(SessionId id, SecretHash from, SessionRotation rotation, SessionChanges changes, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Count();
            return await inner.RotateAsync(id, from, rotation, changes, cancellationToken);
        }

        public ValueTask TouchAsync(SessionId id, int epoch, DateTimeOffset seen, CancellationToken cancellationToken)
        {
            Count();
            return inner.TouchAsync(id, epoch, seen, cancellationToken);
        }

        public async ValueTask<bool> DeleteAsync(SessionId id, string? userId, long? generation, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Count();
            return await inner.DeleteAsync(id, userId, generation, cancellationToken);
        }

        public async IAsyncEnumerable<SessionRecord> ListAsync(string backend, string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Count();
            await foreach (var record in inner.ListAsync(backend, userId, cancellationToken))
            {
                yield return record;
            }
        }

        public ValueTask<SessionGeneration> GenerationAsync(string backend, string userId, CancellationToken cancellationToken)
        {
            Count();
            return inner.GenerationAsync(backend, userId, cancellationToken);
        }

        public ValueTask<SessionGeneration> EndGenerationAsync(string backend, string userId, SessionId? except, CancellationToken cancellationToken)
        {
            Count();
            return inner.EndGenerationAsync(backend, userId, except, cancellationToken);
        }

        public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.PurgeAsync(now, cancellationToken);

        private ValueTask<TResult> Next<T, TResult>(Func<T, CancellationToken, ValueTask<TResult>> call, T argument, CancellationToken cancellationToken)
        {
            Count();
            return call(argument, cancellationToken);
        }

        private void Count()
        {
            if (++Calls == FailsAt)
            {
                throw new IOException("scripted");
            }
        }
    }
}
