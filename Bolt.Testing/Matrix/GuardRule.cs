using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Shared;

namespace Bolt.Testing.Matrix;

/// <summary>
/// A guard as its text in the surface says it. On purpose not the guard itself: what is served is compared with what is written down, by rules that share nothing with the code under test.
/// </summary>
internal sealed class GuardRule
{
    /// <summary>Claims that a verifier reads itself: a token without them is not a token.</summary>
    private static readonly string[] Registered = ["iss", "aud", "exp", "nbf", "iat", "jti"];

    private readonly SurfaceGuard _guard;
    private readonly bool _needsIdentity;
    private readonly bool _isUserTest;
    private readonly bool _isSatisfied;

    /// <param name="text">As the surface writes it.</param>
    /// <param name="needsIdentity">It says of itself that it lets no anonymous caller pass.</param>
    /// <param name="permissions">What a guard of the application's own says that it asks for.</param>
    /// <param name="isSatisfied">The test has arranged that it lets everyone pass.</param>
    public GuardRule(string text, bool needsIdentity, IReadOnlyList<string> permissions, bool isSatisfied)
    {
        Text = text.EndsWith(SurfaceGuard.IdentityMark, StringComparison.Ordinal) ? text[..^SurfaceGuard.IdentityMark.Length] : text;
        _guard = SurfaceGuard.Parse(text) ?? SurfaceGuard.Parse("unknown")!;
        _isUserTest = _guard.Name.StartsWith(BoltNames.UserPassesTest + "<", StringComparison.Ordinal);
        _needsIdentity = needsIdentity || _guard.IsMarked || _isUserTest;
        _isSatisfied = isSatisfied;
        switch (_guard.Name)
        {
            case BoltNames.HasPermission or BoltNames.PermissionRequired or BoltNames.HasAllPermissions when _guard.Strings is { } all:
                (Kind, All) = (GuardRuleKind.Permissions, all);
                break;
            case BoltNames.HasAnyPermission when _guard.Strings is { } any:
                (Kind, Any) = (GuardRuleKind.AnyPermission, any);
                break;
            case BoltNames.Requires when _guard.Strings is { Count: > 0 } strings && !Registered.Contains(strings[0]):
                (Kind, Claim, Values) = (GuardRuleKind.Claim, strings[0], [.. strings.Skip(1)]);
                Match = _guard.Value("Match")?.Split('.')[^1] ?? nameof(ClaimMatch.Any);
                break;
            default:
                Kind = _guard.Name switch
                {
                    BoltNames.AllowAny => GuardRuleKind.Everyone,
                    BoltNames.IsAuthenticated or BoltNames.LoginRequired => GuardRuleKind.Identity,
                    BoltNames.IsStaff => GuardRuleKind.Staff,
                    BoltNames.IsAdminUser => GuardRuleKind.Administrator,
                    BoltNames.RecentLogin => GuardRuleKind.RecentLogin,
                    _ => GuardRuleKind.Own,
                };
                All = Kind == GuardRuleKind.Own ? permissions : [];
                break;
        }
    }

    public string Text { get; private init; }

    public GuardRuleKind Kind { get; }

    /// <summary>Permissions of which the caller needs each.</summary>
    public IReadOnlyList<string> All { get; } = [];

    /// <summary>Permissions of which the caller needs one.</summary>
    public IReadOnlyList<string> Any { get; } = [];

    public string Claim { get; } = "";

    public IReadOnlyList<string> Values { get; } = [];

    /// <summary>A member of <see cref="ClaimMatch"/>.</summary>
    public string Match { get; } = "";

    /// <summary>The handler takes a caller, which no guard of its route asks for.</summary>
    public static GuardRule OfHandler() => new(BoltNames.IsAuthenticated, needsIdentity: true, [], isSatisfied: false) { Text = "its handler, which takes a caller," };

    /// <summary>What a caller without identity gets: guards that could send visitors to a login page may be told not to ask for a login at all.</summary>
    private int Anonymous => _guard.Value("RaiseException") == "true" ? 403 : 401;

    public Verdict Judge(Rights? caller)
    {
        if (Kind == GuardRuleKind.Everyone)
        {
            return Verdict.Pass;
        }

        if (Kind == GuardRuleKind.Own)
        {
            return caller is null && _needsIdentity ? Verdict.Refuse(Text, _isUserTest ? [Anonymous] : [.. Verdict.AnyRefusal])
                : _isSatisfied ? Verdict.Pass
                : Verdict.Ask(Text);
        }

        if (caller is null)
        {
            return Verdict.Refuse(Text, Anonymous);
        }

        var passes = Kind switch
        {
            GuardRuleKind.Identity => true,
            GuardRuleKind.Staff => caller.IsStaff,
            GuardRuleKind.Administrator => caller.IsSuperuser,
            GuardRuleKind.RecentLogin => caller.HasRecentLogin,
            GuardRuleKind.Permissions => All.Count > 0 && All.All(p => p.Length > 0 && caller.Permissions.Contains(p)),
            GuardRuleKind.AnyPermission => Any.Any(p => p.Length > 0 && caller.Permissions.Contains(p)),
            _ => HasClaim(caller),
        };
        return passes ? Verdict.Pass : Verdict.Refuse(Text, Kind == GuardRuleKind.RecentLogin ? 401 : 403);
    }

    /// <summary>The least that lets the caller pass this guard, too.</summary>
    public BoltTestCaller Grant(BoltTestCaller caller) => Kind switch
    {
        GuardRuleKind.Staff => caller with { IsStaff = true },
        GuardRuleKind.Administrator => caller with { IsSuperuser = true },
        GuardRuleKind.Permissions or GuardRuleKind.Own => caller with { Permissions = [.. caller.Permissions.Union(All)] },
        GuardRuleKind.AnyPermission when !Any.Any(caller.Permissions.Contains) => caller with { Permissions = [.. caller.Permissions, .. Any.Take(1)] },
        GuardRuleKind.Claim => GrantClaim(caller),
        _ => caller,
    };

    /// <summary>Callers that lack one thing that this guard asks for, each with what it is.</summary>
    public IEnumerable<(string Name, BoltTestCaller Caller)> Lacking(BoltTestCaller caller)
    {
        switch (Kind)
        {
            case GuardRuleKind.Permissions or GuardRuleKind.Own:
                return All.Select(p => ($"without the permission {p}", caller with { Permissions = [.. caller.Permissions.Where(has => has != p)] }));
            case GuardRuleKind.AnyPermission:
                return [($"without any of {string.Join(", ", Any)}", caller with { Permissions = [.. caller.Permissions.Except(Any)] })];
            case GuardRuleKind.Staff:
                return [("who is not staff", caller with { IsStaff = false })];
            case GuardRuleKind.Administrator:
                return [("who is no administrator", caller with { IsSuperuser = false })];
            case GuardRuleKind.RecentLogin:
                return [("whose login is not recent", WithClaim(caller, "auth_time", 1_000_000_000L))];
            case GuardRuleKind.Claim:
                return LackingClaim(caller);
            default:
                return [];
        }
    }

    private static BoltTestCaller WithClaim(BoltTestCaller caller, string name, object? value)
    {
        var claims = new Dictionary<string, object?>(caller.Claims, StringComparer.Ordinal);
        if (value is null)
        {
            claims.Remove(name);
        }
        else
        {
            claims[name] = value;
        }

        return caller with { Claims = claims };
    }

    private bool HasClaim(Rights caller)
    {
        var has = Own() switch
        {
            "sub" => [caller.UserId],
            "is_staff" => caller.IsStaff ? ["true"] : [],
            "is_superuser" => caller.IsSuperuser ? ["true"] : [],
            "permission" => caller.Permissions,
            _ => caller.Claims.GetValueOrDefault(Claim, []),
        };
        return Values.Contains("") ? false
            : Values.Count == 0 ? has.Count > 0 != (Match == nameof(ClaimMatch.None))
            : Match switch
            {
                nameof(ClaimMatch.Any) => Values.Any(has.Contains),
                nameof(ClaimMatch.All) => Values.All(has.Contains),
                _ => !Values.Any(has.Contains),
            };
    }

    private BoltTestCaller GrantClaim(BoltTestCaller caller) => (Own(), Match) switch
    {
        (_, nameof(ClaimMatch.None)) => caller,
        ("sub", _) => Values.Count == 0 ? caller : caller with { UserId = Values[0] },
        ("is_staff", _) => caller with { IsStaff = true },
        ("is_superuser", _) => caller with { IsSuperuser = true },
        ("permission", nameof(ClaimMatch.All)) => caller with { Permissions = [.. caller.Permissions.Union(Values)] },
        ("permission", _) => caller with { Permissions = [.. caller.Permissions.Union(Values.Count == 0 ? ["bolt-test"] : Values.Take(1))] },
        (_, nameof(ClaimMatch.All)) => WithClaim(caller, Claim, Values.ToArray()),
        _ => WithClaim(caller, Claim, Values.Count == 0 ? "bolt-test" : Values[0]),
    };

    private IEnumerable<(string Name, BoltTestCaller Caller)> LackingClaim(BoltTestCaller caller) => (Own(), Match) switch
    {
        ("sub", _) => [("who is another user", caller with { UserId = Credentials.TestUserSource.MadeUp + "other" })],
        ("is_staff", _) => [("who is not staff", caller with { IsStaff = false })],
        ("is_superuser", _) => [("who is no administrator", caller with { IsSuperuser = false })],
        ("permission", _) => [($"without the permissions {string.Join(", ", Values)}", caller with { Permissions = [.. caller.Permissions.Except(Values)] })],
        (_, nameof(ClaimMatch.None)) => Values.Count == 0
            ? [($"with the claim {Claim}", WithClaim(caller, Claim, "bolt-test"))]
            : Values.Select(v => ($"with {Claim} = {v}", WithClaim(caller, Claim, v))),
        (_, nameof(ClaimMatch.All)) => Values.Select(v => ($"without {Claim} = {v}", WithClaim(caller, Claim, Values.Where(other => other != v).ToArray()))),
        _ => [($"without the claim {Claim}", WithClaim(caller, Claim, null)), ($"with another {Claim}", Values.Count == 0 ? WithClaim(caller, Claim, null) : WithClaim(caller, Claim, "bolt-test"))],
    };

    /// <summary>Claims that guards read from the caller, whatever a credential contains under those names.</summary>
    private string? Own() => Claim.ToLowerInvariant() switch
    {
        "sub" or "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier" => "sub",
        "is_staff" => "is_staff",
        "is_superuser" => "is_superuser",
        "permission" => "permission",
        _ => null,
    };
}
