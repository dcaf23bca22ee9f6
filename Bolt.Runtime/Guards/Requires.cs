using System.Collections.Generic;
using Bolt.Authentication.Claims;

namespace Bolt;

/// <summary>
/// Passes when a claim's values match, or, where no value is named, when the caller has the claim; 401 without identity, else 403. The claim is a name, or a path into nested objects such as <c>realm_access.roles</c>. Text is compared
/// ordinally; numbers and booleans as they are written in JSON (<c>"42"</c>, <c>"true"</c>); an array by its items; <c>scope</c> and <c>scp</c> by the names between their spaces.
/// </summary>
/// <param name="claim">The claim's name or path.</param>
/// <param name="values">
/// The values. With none, the claim must be there, and with <see cref="ClaimMatch.None"/> it must not: <c>null</c>, an empty string and an empty array are no claim. A value that is
/// empty, and a list that is null, let nobody pass.
/// </param>
/// <remarks>
/// <c>sub</c>, <c>is_staff</c>, <c>is_superuser</c> and <c>permission</c> are what <see cref="AuthContext"/> says, as they are in <see cref="AuthContext.Principal"/>, whatever the credential
/// contains under those names.
/// </remarks>
[RequiresIdentity]
public sealed class Requires(string claim, params string[] values) : Guard
{
    private readonly ClaimPath _path = new(claim ?? "");
    private readonly OwnClaim _own = OwnClaims.Find(claim);
    private readonly string[]? _values = values;

    /// <summary>The claim's name or path.</summary>
    public string Claim => _path.Name;

    /// <summary>The values.</summary>
    public IReadOnlyList<string> Values => _values ?? [];

    /// <summary>How they are compared. <see cref="ClaimMatch.Any"/> unless set.</summary>
    public new ClaimMatch Match { get; set; }

    /// <inheritdoc />
    public override GuardResult Evaluate(GuardContext context)
    {
        if (context.Auth is not { } auth)
        {
            return GuardResult.Unauthorized;
        }

        if (_values is null || Match is < ClaimMatch.Any or > ClaimMatch.None)
        {
            return GuardResult.Forbidden("no value is named");
        }

        if (_values.Length == 0)
        {
            return IsThere(auth) != (Match == ClaimMatch.None) ? GuardResult.Allow : GuardResult.Forbidden(Match == ClaimMatch.None ? "claim is there" : "claim is missing");
        }

        var found = 0;
        foreach (var value in _values)
        {
            if (string.IsNullOrEmpty(value))
            {
                return GuardResult.Forbidden("an empty value is named");
            }

            if (Has(auth, value))
            {
                found++;
            }
        }

        return (Match switch { ClaimMatch.Any => found > 0, ClaimMatch.All => found == _values.Length, _ => found == 0 })
            ? GuardResult.Allow
            : GuardResult.Forbidden("claim does not match");
    }

    private bool IsThere(AuthContext auth) => _own == OwnClaim.None ? ClaimValues.IsThere(auth.Claims, _path) : OwnClaims.IsThere(_own, auth);

    private bool Has(AuthContext auth, string value) => _own == OwnClaim.None ? ClaimValues.Contains(auth.Claims, _path, value) : OwnClaims.Contains(_own, auth, value);
}
