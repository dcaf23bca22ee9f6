using System.Globalization;
using Bolt.Authentication.Jwt.Refresh;
using CsCheck;

namespace Bolt.Runtime.Tests;

/// <summary>
/// Random schedules with every call of a store and of the users as a switch point: an owner with up to five refreshes under way, a fifth of whose answers get lost; a thief with a copy; someone who
/// signs the user out; a clock. I1: one chain of tokens, never two. I2: nothing succeeds after an end. I3: a token that was spent for longer than the grace ends the session with its access tokens.
/// I4: an owner alone never loses it.
/// </summary>
public sealed class RefreshModelTests
{
    private const int Steps = 250;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Holds(bool hasThief, bool hasAdmin)
    {
        var seed = Environment.GetEnvironmentVariable("BOLT_MODEL_SEED");
        var lines = new List<string>();
        await Task.Run(
            () => Gen.Int[0, 999].Array[Steps].Sample(
                choices =>
                {
                    using var world = new World(choices, hasThief, hasAdmin);
                    world.Run();
                },
                lines.Add,
                seed: seed,
                iter: 150,
                threads: 1,
                print: static choices => string.Join(' ', choices)),
            TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(string.Join(Environment.NewLine, lines));
    }

    private sealed class World : IDisposable
    {
        private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

        /// <summary>A call, and a lost answer's repetition, take no longer: a rotation counts from its call's arrival, so that two slow calls after each other must fit into one grace.</summary>
        private static readonly TimeSpan Slowest = Grace / 2;

        private readonly RefreshHost _host = RefreshHost.Create();
        private readonly List<(Call Call, TaskCompletionSource Gate)> _waiting = [];
        private readonly List<Call> _running = [];
        private readonly List<TokenPair> _issued = [];
        private readonly Dictionary<string, int> _chain = [];
        private readonly int[] _choices;
        private readonly bool _hasThief;
        private readonly bool _hasAdmin;
        private readonly string _session;
        private string _owner;
        private string? _thief;
        private (string Token, DateTimeOffset Until)? _lost;
        private Call? _current;
        private bool _isEnded;
        private int _at;

        public World(int[] choices, bool hasThief, bool hasAdmin)
        {
            (_choices, _hasThief, _hasAdmin) = (choices, hasThief, hasAdmin);
            var pair = _host.Issuer.CreatePairAsync(_host.Accounts.Get("alice")).AsTask().GetAwaiter().GetResult();
            (_owner, _session) = (pair.RefreshToken, pair.SessionId);
            _issued.Add(pair);
            Look();
            _host.Gates.OnPass = _ =>
            {
                if (_current is not { } call)
                {
                    return Task.CompletedTask;
                }

                var gate = new TaskCompletionSource();
                _waiting.Add((call, gate));
                return gate.Task;
            };
        }

        private DateTimeOffset Now => _host.Time.GetUtcNow();

        public void Run()
        {
            while (_at < _choices.Length)
            {
                switch (Next() % 10)
                {
                    case 0 or 1:
                        Start("owner", _owner);
                        break;
                    case 2 when _hasThief:
                        _thief ??= _owner;
                        Start("thief", _thief);
                        break;
                    case 3 when _hasAdmin && Next() % 20 == 0:
                        StartEnd();
                        break;
                    case 4 or 5:
                        Pass(TimeSpan.FromSeconds(Next() % 6));
                        break;
                    case 6 when _waiting.Count == 0:
                        Pass(TimeSpan.FromMinutes(Next() % 20));
                        break;
                    default:
                        Resume();
                        break;
                }
            }

            while (_waiting.Count > 0)
            {
                Resume();
            }

            if (!_hasThief && !_hasAdmin)
            {
                Assert.False(_isEnded);
            }

            if (_isEnded)
            {
                IsDead();
            }
        }

        public void Dispose() => _host.Dispose();

        private int Next() => _at < _choices.Length ? _choices[_at++] : 0;

        private void Start(string actor, string token)
        {
            if (_running.Count(c => c.Actor == actor) >= 5)
            {
                Resume();
                return;
            }

            var call = new Call(actor, token, Now, _isEnded, IsSpent(token));
            Begin(call, () => _host.Issuer.RefreshAsync(token).AsTask());
        }

        private void StartEnd() => Begin(new Call("admin", "", Now, _isEnded, false), async () =>
        {
            await _host.Issuer.EndSessionAsync(_owner).ConfigureAwait(false);
            return null;
        });

        private void Begin(Call call, Func<Task<TokenPair?>> run)
        {
            _running.Add(call);
            _current = call;
            call.Task = run();
            _current = null;
            Finish();
        }

        /// <summary>Lets one call go on to its next switch point.</summary>
        private void Resume()
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            var chosen = Next() % _waiting.Count;
            var (call, gate) = _waiting[chosen];
            _waiting.RemoveAt(chosen);
            _current = call;
            gate.SetResult();
            _current = null;
            Look();
            Finish();
        }

        /// <summary>The clock goes on, but no call is under way for longer than calls take, and a lost answer is asked for again in time.</summary>
        private void Pass(TimeSpan time)
        {
            while (_running.Exists(c => Now + time > c.StartedAt + Slowest))
            {
                var before = _waiting.Count;
                Resume();
                Assert.True(before > 0);
            }

            if (_lost is { } lost && _owner == lost.Token && Now + time > lost.Until)
            {
                var call = new Call("owner again", _owner, Now, _isEnded, IsSpent(_owner));
                Begin(call, () => _host.Issuer.RefreshAsync(call.Token).AsTask());
                while (_running.Contains(call))
                {
                    Resume();
                }
            }

            _host.Time.Advance(time);
        }

        private void Finish()
        {
            foreach (var call in _running.FindAll(static c => c.Task!.IsCompleted))
            {
                _running.Remove(call);
                var pair = call.Task!.GetAwaiter().GetResult();
                Look();
                if (call.Actor == "admin")
                {
                    _isEnded = true;
                    continue;
                }

                if (pair is null)
                {
                    // I4: only what somebody else did can end it.
                    Assert.True(_isEnded || _hasThief || _hasAdmin, $"The owner lost the session, {(Now - call.StartedAt).TotalSeconds} s after the call.");
                    if (call.WasSpent)
                    {
                        // I3.
                        _isEnded = true;
                        IsDead();
                    }

                    continue;
                }

                // I2 and I3, seen from the other side.
                Assert.False(call.WasEnded, "A call that began after the end succeeded.");
                Assert.False(call.WasSpent, "A token that was spent for longer than the grace succeeded.");
                _issued.Add(pair);

                // I1: whatever is handed out is a link of the one chain.
                Assert.Contains(HashOf(pair.RefreshToken), _chain.Keys);
                if (call.Actor == "thief")
                {
                    _thief = pair.RefreshToken;
                }
                else if (call.Actor == "owner" && Next() % 5 == 0)
                {
                    // An answer to a token that the owner has no more is not missed, and takes no other's place.
                    if (call.Token == _owner)
                    {
                        var until = call.StartedAt + Slowest;
                        _lost = (call.Token, _lost is { } other && other.Until < until ? other.Until : until);
                    }
                }
                else if (_owner == call.Token)
                {
                    // The same token again says nothing of an answer that was lost meanwhile: its tab still asks once more.
                    _owner = pair.RefreshToken;
                }
            }

            if (_lost is { } gone && gone.Token != _owner)
            {
                _lost = null;
            }
        }

        /// <summary>What the row says now; an end that a call brought about counts from here.</summary>
        private void Look()
        {
            if (_host.Store.Inner.FindAsync(_session, default).Result is not { } row)
            {
                _isEnded = true;
                return;
            }

            var hash = Convert.ToHexString(row.Current);
            if (_chain.TryAdd(hash, row.Generation))
            {
                Assert.Equal(_chain.Count - 1, row.Generation);
            }
        }

        private bool IsSpent(string token)
        {
            var row = _host.Store.Inner.FindAsync(_session, default).Result;
            return row is not null && _chain.TryGetValue(HashOf(token), out var generation)
                && (generation < row.Generation - 1 || (generation == row.Generation - 1 && Now - row.RotatedAt > Grace));
        }

        private void IsDead()
        {
            var wait = _host.Gates.OnPass;
            _host.Gates.OnPass = null;
            foreach (var pair in _issued)
            {
                Assert.False(_host.Accepts(pair), "An access token outlived its session.");
                Assert.Null(_host.Issuer.RefreshAsync(pair.RefreshToken).AsTask().GetAwaiter().GetResult());
            }

            _host.Gates.OnPass = wait;
        }

        private static string HashOf(string token) => RefreshToken.TryParse(token, out var read) ? Convert.ToHexString(read.Hash()) : token.ToString(CultureInfo.InvariantCulture);

        private sealed record Call(string Actor, string Token, DateTimeOffset StartedAt, bool WasEnded, bool WasSpent)
        {
            public Task<TokenPair?>? Task { get; set; }
        }
    }
}
