using System;
using System.Collections.Generic;
using System.Linq;

namespace Bolt.Shared;

/// <summary>What a line asks, taken apart: who gets in, whatever it is called.</summary>
internal sealed class SurfacePolicy
{
    /// <summary>Behind a backend of the application's own whose credential browsers send by themselves.</summary>
    public const string CookieMark = "!cookie";

    private const string SessionBackend = "session";

    private readonly SurfaceClauses _permissions = new();
    private readonly Dictionary<string, SurfaceClauses> _claims = new(StringComparer.Ordinal);

    /// <summary>Guards that imply themselves and nothing else, by what they ask.</summary>
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private int? _recentMinutes;

    public SurfacePolicy(SurfaceLine line)
    {
        Auth = new(line.Auth, StringComparer.Ordinal);
        Guards = [.. line.Guards.Select(static g => SurfaceGuard.Parse(g)!)];
        foreach (var guard in Guards)
        {
            Add(guard);
        }
    }

    public HashSet<string> Auth { get; }

    public IReadOnlyList<SurfaceGuard> Guards { get; }

    public bool NeedsIdentity { get; private set; }

    /// <summary>Every caller passes.</summary>
    public bool IsOpen => Guards.Count > 0 && Guards.All(static g => g.Name == BoltNames.AllowAny);

    /// <summary>Nobody passes: there is no guard, guards exclude each other, or nobody can be identified.</summary>
    public bool RefusesAll => Guards.Count == 0 || (NeedsIdentity && Auth.Count == 0) || _permissions.RefusesAll || _claims.Values.Any(static c => c.RefusesAll);

    /// <summary>Browsers send a credential by themselves.</summary>
    public bool HasCookies => Auth.Any(IsCookie);

    /// <summary>Anyone who passes these guards passes the other's.</summary>
    public bool Implies(SurfacePolicy other) =>
        RefusesAll
        || (other.Guards.Count > 0
            && (NeedsIdentity || !other.NeedsIdentity)
            && _permissions.Implies(other._permissions)
            && other._claims.All(c => _claims.TryGetValue(c.Key, out var own) && own.Implies(c.Value))
            && other._others.IsSubsetOf(_others)
            && (other._recentMinutes is not { } limit || _recentMinutes <= limit));

    /// <summary>The policy of one guard alone.</summary>
    public static SurfacePolicy Of(SurfaceGuard guard) => new(new SurfaceLine("*", "", [], [guard.Text], [], ""));

    /// <summary>A guard whose meaning is known to the application alone.</summary>
    public static bool IsOwn(SurfaceGuard guard)
    {
        var alone = Of(guard);
        return alone._others.Contains(guard.Text) && guard.Name is not (BoltNames.IsStaff or BoltNames.IsAdminUser) && !guard.Name.StartsWith(BoltNames.UserPassesTest + "<", StringComparison.Ordinal);
    }

    public static bool IsCookie(string backend) => backend == SessionBackend || backend.EndsWith(CookieMark, StringComparison.Ordinal);

    private void Add(SurfaceGuard guard)
    {
        switch (guard.Name)
        {
            case BoltNames.AllowAny:
                return;
            case BoltNames.IsAuthenticated or BoltNames.LoginRequired:
                break;
            case BoltNames.IsStaff or BoltNames.IsAdminUser:
                _others.Add(guard.Name);
                break;
            case var test when test.StartsWith(BoltNames.UserPassesTest + "<", StringComparison.Ordinal):
                // What is set beside the test only changes the answer.
                _others.Add(test);
                break;
            case BoltNames.HasPermission or BoltNames.HasAllPermissions or BoltNames.PermissionRequired when guard.Strings is { } names:
                _permissions.All(names);
                if (names.Count == 0 || names.Contains(""))
                {
                    _permissions.Nobody();
                }

                break;
            case BoltNames.HasAnyPermission when guard.Strings is { } names:
                // An empty name is nobody's.
                _permissions.One(names.Where(static n => n.Length > 0));
                break;
            case BoltNames.Requires when guard.Strings is { Count: > 0 } strings:
                AddClaim(strings[0], [.. strings.Skip(1)], guard.Value("Match"));
                break;
            case BoltNames.RecentLogin when guard.Value("Minutes") is null || guard.Number("Minutes") is not null:
                var minutes = guard.Number("Minutes") ?? 10;
                _recentMinutes = _recentMinutes < minutes ? _recentMinutes : minutes;
                break;
            default:
                _others.Add(guard.Text);
                NeedsIdentity |= guard.IsMarked;
                return;
        }

        NeedsIdentity = true;
    }

    private void AddClaim(string claim, IReadOnlyList<string> values, string? match)
    {
        if (!_claims.TryGetValue(claim, out var clauses))
        {
            _claims.Add(claim, clauses = new());
        }

        var kind = match is null ? "Any" : match.Substring(match.LastIndexOf('.') + 1);
        if (values.Contains("") || kind is not ("Any" or "All" or "None"))
        {
            clauses.Nobody();
        }
        else if (values.Count == 0)
        {
            if (kind == "None")
            {
                clauses.Absent();
            }
            else
            {
                clauses.Present();
            }
        }
        else if (kind == "Any")
        {
            clauses.One(values);
        }
        else if (kind == "All")
        {
            clauses.All(values);
        }
        else
        {
            clauses.No(values);
        }
    }
}
