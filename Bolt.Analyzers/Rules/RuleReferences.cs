using System;
using System.Collections.Generic;

namespace Bolt.Analyzers.Rules;

/// <summary>
/// What each rule is about in the words of others: weaknesses (CWE), the OWASP API Security Top 10 of 2023, and requirements of the OWASP ASVS 5.0.0. They are tags of the descriptor, so that a SARIF file
/// carries them to whatever reads it. A rule without an entry does not load; its page names the same CWE and API numbers, and <c>docs/asvs.md</c> has a row for each requirement.
/// </summary>
internal static class RuleReferences
{
    private const string CwePrefix = "CWE-";
    private const string ApiPrefix = "OWASP-API";

    /// <summary>With the version, as the ASVS asks of those who refer to it: <c>v5.0.0-8.2.1</c>.</summary>
    private const string AsvsPrefix = "ASVS-v5.0.0-";

    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        [RuleIds.RouteWithoutGuard] = [Cwe(306), Cwe(862), Api(2), Api(5), Asvs("8.2.1")],
        [RuleIds.GuardWithoutBackend] = [Cwe(287), Api(2), Asvs("8.2.1")],
        [RuleIds.ContradictingGuards] = [Cwe(863), Api(5), Api(8), Asvs("8.2.1")],
        [RuleIds.DroppedGuard] = [Cwe(862), Api(5), Asvs("8.2.1")],
        [RuleIds.ForeignAuthorization] = [Cwe(862), Api(5), Asvs("8.2.1"), Asvs("8.3.1")],
        [RuleIds.SecretInSource] = [Cwe(798), Cwe(321), Api(2), Api(8), Asvs("13.3.1")],
        [RuleIds.UnsoundAlgorithms] = [Cwe(347), Cwe(327), Api(2), Asvs("9.1.2")],
        [RuleIds.EmptyPermission] = [Cwe(863), Api(5), Asvs("8.2.1")],
        [RuleIds.CrossSiteCheckOff] = [Cwe(352), Api(8), Asvs("3.5.1")],
        [RuleIds.UncheckedObjectAccess] = [Cwe(639), Api(1), Asvs("8.2.2")],
        [RuleIds.UnknownPermission] = [Cwe(863), Api(5), Asvs("8.2.1")],
        [RuleIds.UnusedAuthentication] = [Cwe(306), Api(2), Api(5), Asvs("8.2.1")],
        [RuleIds.LoginOnSafeMethod] = [Cwe(352), Api(2), Asvs("3.5.3")],
        [RuleIds.GuardWithoutRoute] = [Cwe(862), Api(5), Asvs("8.2.1")],
        [RuleIds.ForeignLoginUrl] = [Cwe(601), Api(8), Asvs("3.7.2")],
        [RuleIds.LoginLoop] = [Cwe(287), Api(2), Asvs("8.2.1")],

        // The surface: BoltSurface.txt is the documentation of who may call what.
        ["BOLT1020"] = [Cwe(862), Api(9), Asvs("8.1.1")],
        ["BOLT1021"] = [Cwe(863), Api(5), Asvs("8.1.1"), Asvs("8.2.1")],
        ["BOLT1022"] = [Cwe(1059), Api(9), Asvs("8.1.1")],
        ["BOLT1023"] = [Cwe(1059), Api(9), Asvs("8.1.1")],
        ["BOLT1024"] = [Cwe(436), Api(9), Asvs("8.1.1")],

        // What is not served as it was written. The ASVS has no requirement for most of it.
        [RuleIds.InvalidPattern] = [Cwe(684), Api(9)],
        [RuleIds.UnmatchedRouteParameter] = [Cwe(639), Api(1), Asvs("8.2.2")],
        [RuleIds.DuplicateRoute] = [Cwe(436), Api(9), Asvs("8.2.1")],
        [RuleIds.UncallableHandler] = [Cwe(684), Api(9)],
        [RuleIds.InvalidBackend] = [Cwe(287), Api(2), Asvs("8.2.1")],
        [RuleIds.InvalidGuard] = [Cwe(862), Api(5), Asvs("8.2.1")],
        [RuleIds.RoutesNotMapped] = [Cwe(862), Api(9), Asvs("8.2.1")],
        [RuleIds.InvalidBody] = [Cwe(444), Api(8), Asvs("4.2.1")],
        [RuleIds.UnboundParameter] = [Cwe(684), Api(9)],
        [RuleIds.AnonymousCaller] = [Cwe(476), Cwe(287), Api(2), Asvs("8.2.1")],
        [RuleIds.UnseenValidation] = [Cwe(20), Api(8), Asvs("2.2.2")],
        [RuleIds.MvcResult] = [Cwe(393), Api(8)],
        [RuleIds.DuplicateName] = [Cwe(694), Api(9)],
        [RuleIds.MissingJsonContract] = [Cwe(684), Api(8)],
        [RuleIds.MissingSessionContract] = [Cwe(684), Api(8)],
    };

    /// <summary>The tags of a rule.</summary>
    /// <exception cref="InvalidOperationException">The rule has no entry.</exception>
    public static string[] Of(string id) => All.TryGetValue(id, out var tags) ? tags : throw new InvalidOperationException($"{id} does not say what it is about: add it to {nameof(RuleReferences)}.");

    private static string Cwe(int number) => CwePrefix + number;

    private static string Api(int number) => ApiPrefix + number + ":2023";

    private static string Asvs(string requirement) => AsvsPrefix + requirement;
}
