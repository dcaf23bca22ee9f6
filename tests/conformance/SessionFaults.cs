using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Conformance;

/// <summary>
/// Bolt's sessions over a store that fails on its n-th call, for all n, before the call or after it: no 200 for a write that is lost, nobody is told to be out who is not, no value is
/// handed out twice, and no key is sent that a failed login made.
/// </summary>
internal sealed class SessionFaults : IDisposable
{
    private const int MostCalls = 30;

    private readonly FailingStore _store;
    private readonly StoreClock _clock;
    private readonly SessionRequests _requests;

    public SessionFaults(ISessionStore store, StoreClock clock)
    {
        _store = new FailingStore(store);
        _clock = clock;
        _requests = new SessionRequests(_store, clock);
    }

    public static IReadOnlyList<string> Operations { get; } = ["the first write", "write", "pop", "cycle", "login", "logout", "flush", "refresh", "touch", "end", "end all"];

    public async Task RunAsync(string operation)
    {
        foreach (var isDone in new[] { false, true })
        {
            var n = 1;
            while (await FailsAsync(operation, n, isDone))
            {
                n++;
                Expect.That(n < MostCalls, $"{operation}: no end of calls.");
            }

            Expect.That(n > 1, $"{operation}: it called nothing.");
        }
    }

    public void Dispose() => _requests.Dispose();

    /// <summary>False where the operation has fewer calls.</summary>
    private async Task<bool> FailsAsync(string operation, int n, bool isDone)
    {
        var world = new World(this, "user-" + Guid.NewGuid().ToString("N"), $"{operation}, call {n} fails {(isDone ? "after" : "before")} it.", isDone);
        await world.PrepareAsync(operation);
        _store.FailAt(n, isDone);
        var answer = await world.DoAsync(operation);
        var hasFailed = _store.Repair();
        Expect.That(answer.Status is 200 or 503, world.Step);
        Expect.That(hasFailed || answer.Status == 200, world.Step);
        await world.CheckAsync(operation, answer, n);
        return hasFailed;
    }

    private sealed record User(string Id) : IBoltUser
    {
        public string Username => Id;

        public bool IsStaff => false;

        public bool IsSuperuser => false;
    }

    /// <summary>A user with two browsers; the first one sends the request that fails.</summary>
    private sealed class World(SessionFaults faults, string user, string step, bool isDone)
    {
        private readonly SessionRequests _requests = faults._requests;
        private string? _first;
        private string? _second;
        private string? _firstKey;
        private int _popped;
        private bool _hasEnded;

        public string Step => step;

        public async Task PrepareAsync(string operation)
        {
            if (operation == "the first write")
            {
                return;
            }

            _first = (await _requests.SendAsync(null, async http =>
            {
                await (operation == "login" ? Task.CompletedTask : http.LoginAsync(new User(user)));
                await http.GetBoltSession().SetAsync("state", 1);
                await http.GetBoltSession().CommitAsync();
                _firstKey = http.GetBoltSession().SessionKey;
            })).Cookie;
            Expect.That(_first is not null, step);
            if (operation is "logout" or "flush" or "refresh" or "end" or "end all")
            {
                _second = (await _requests.SendAsync(null, http => http.LoginAsync(new User(user)))).Cookie;
                Expect.That(_second is not null, step);
            }

            if (operation == "touch")
            {
                faults._clock.Advance(TimeSpan.FromMinutes(2));
            }
        }

        public Task<SessionRequests.Answer> DoAsync(string operation) => operation switch
        {
            "the first write" or "write" => _requests.SendAsync(_first, static http => http.GetBoltSession().SetAsync("written", 2).AsTask()),
            "pop" => _requests.SendAsync(_first, async http => _popped = await http.GetBoltSession().PopAsync<int>("state")),
            "cycle" => _requests.SendAsync(_first, static http => http.GetBoltSession().CycleKeyAsync().AsTask()),
            "login" => _requests.SendAsync(_first, http => http.LoginAsync(new User(user))),
            "logout" => _requests.SendAsync(_first, static http => http.LogoutAsync()),
            "flush" => _requests.SendAsync(_first, static http => http.GetBoltSession().FlushAsync().AsTask()),
            "refresh" => _requests.SendAsync(_first, http => http.RefreshLoginAsync(new User(user))),
            "touch" => _requests.SendAsync(_first, static _ => Task.CompletedTask, "GET"),
            "end" => _requests.SendAsync(null, async http => _hasEnded = await Sessions(http).EndAsync(user, _firstKey!)),
            "end all" => _requests.SendAsync(null, http => Sessions(http).EndAllAsync(user).AsTask()),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };

        public Task CheckAsync(string operation, SessionRequests.Answer answer, int n) => operation switch
        {
            "the first write" => FirstWrite(answer),
            "write" => Write(answer),
            "pop" => Pop(answer),
            "cycle" => Cycle(answer),
            "login" => Login(answer),
            "logout" or "flush" => Logout(answer),
            "refresh" => Refresh(answer),
            "touch" => Touch(answer, n),
            "end" => End(answer),
            _ => EndAll(answer),
        };

        private async Task FirstWrite(SessionRequests.Answer answer)
        {
            Expect.Equal(answer.Status == 200, answer.Cookie is { Length: > 0 }, step);
            Expect.Equal(answer.Status == 200 ? 2 : 0, await _requests.NumberAsync(answer.Cookie, "written"), step);
        }

        private async Task Write(SessionRequests.Answer answer)
        {
            Expect.That(answer.Cookie is null, step);
            Expect.That(answer.Status != 200 || await _requests.NumberAsync(_first, "written") == 2, step);
            await Is(user, _first);
        }

        private async Task Pop(SessionRequests.Answer answer)
        {
            var left = await _requests.NumberAsync(_first, "state");
            Expect.Equal(answer.Status == 200 ? 1 : 0, _popped, step);
            Expect.That(_popped + left <= 1, step);
            Expect.That(isDone || _popped + left == 1, step);
        }

        private async Task Cycle(SessionRequests.Answer answer)
        {
            Expect.Equal(answer.Status == 200, answer.Cookie is { Length: > 0 }, step);
            if (answer.Status == 200)
            {
                await Is(user, answer.Cookie);
                await Is(null, _first);
            }
            else if (!isDone)
            {
                await Is(user, _first);
            }
        }

        private async Task Login(SessionRequests.Answer answer)
        {
            // The last step of a login, which ends the user's least used session, costs nobody the login.
            Expect.Equal(answer.Status == 200, answer.Cookie is { Length: > 0 }, step);
            await Is(null, _first);
            await Is(answer.Status == 200 ? user : null, answer.Cookie);
        }

        private async Task Logout(SessionRequests.Answer answer)
        {
            Expect.Equal(answer.Status == 200 ? "" : null, answer.Cookie, step);
            if (answer.Status == 200)
            {
                await Is(null, _first);
            }
            else if (!isDone)
            {
                await Is(user, _first);
            }

            await Is(user, _second);
        }

        private async Task Refresh(SessionRequests.Answer answer)
        {
            var now = answer.Cookie ?? _first;
            if (answer.Status == 200)
            {
                await Is(user, now);
                await Is(null, _first);
                await Is(null, _second);
            }
            else if (!isDone)
            {
                await Is(user, now);
            }
        }

        private async Task Touch(SessionRequests.Answer answer, int n)
        {
            // A failed touch costs nobody the response.
            Expect.Equal(n == 1 ? 503 : 200, answer.Status, step);
            await Is(user, _first);
        }

        private async Task End(SessionRequests.Answer answer)
        {
            Expect.Equal(answer.Status == 200, _hasEnded, step);
            if (_hasEnded || !isDone)
            {
                await Is(_hasEnded ? null : user, _first);
            }

            await Is(user, _second);
        }

        private async Task EndAll(SessionRequests.Answer answer)
        {
            if (answer.Status != 200)
            {
                // Some may have ended, and some not: repeating it ends them.
                Expect.Equal(200, (await DoAsync("end all")).Status, step);
            }

            await Is(null, _first);
            await Is(null, _second);
        }

        private async Task Is(string? expected, string? cookie) => Expect.Equal(expected, await _requests.WhoseAsync(cookie), step);

        private static BoltSessions Sessions(HttpContext http) => http.RequestServices.GetRequiredService<BoltSessions>();
    }
}
