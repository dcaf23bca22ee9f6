using System;
using System.Collections.Generic;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Hosting;
using Bolt.Refusals;

namespace Bolt.Authentication.Registration;

/// <summary>
/// Which backend reads which configuration section. No two may read one section, or one inside the other's: credentials for one of them would be accepted by the other.
/// Names are compared as configuration compares them, ignoring case.
/// </summary>
internal static class BackendSections
{
    public const string Root = "Bolt:";

    /// <summary>Under <see cref="Root"/>, Bolt's own: backends, settings of the whole application, what <c>AddSessions</c>, <c>AddRefreshTokens</c> and <c>AddRevocation</c> read, and what the package Bolt.Redis does.</summary>
    private static readonly string[] Reserved = ["Jwt", "ApiKeys", "Sessions", "InMemorySessions", "RefreshTokens", "Revocation", "Redis", "TrustedOrigins", "ExplainRefusals", "UndeclaredEndpoints"];

    /// <summary>Every name under <see cref="Root"/> that is Bolt's or is read for a backend.</summary>
    public static List<string> Known(IReadOnlyList<BackendRegistration> all)
    {
        var known = new List<string>(Reserved);
        foreach (var backend in all)
        {
            if (IsInside(backend.Section, Root[..^1])
                && backend.Section[Root.Length..].Split(':')[0] is var name
                && !known.Exists(k => Same(k, name)))
            {
                known.Add(name);
            }
        }

        return known;
    }

    /// <summary>What has to be fixed before the program can start, one line each.</summary>
    public static List<string> Problems(IReadOnlyList<BackendRegistration> all)
    {
        var problems = new List<string>();
        for (var i = 0; i < all.Count; i++)
        {
            var backend = all[i];
            if (backend.NamedSections.Count > 1)
            {
                problems.Add($"{TypeName.Full(backend.Type)} was given more than one configuration section ({string.Join(" and ", backend.NamedSections)}); name one.");
            }

            if (Reservation(backend) is { } reserved)
            {
                problems.Add($"{TypeName.Full(backend.Type)} would read the configuration section {backend.Section}, but {reserved}: {Advice(backend)}.");
            }

            for (var j = 0; j < i; j++)
            {
                if (Clash(all[j], backend) is { } clash)
                {
                    problems.Add(clash);
                }
            }
        }

        return problems;
    }

    /// <summary>Throws where it is not a path such as <c>Partner:Jwt</c>.</summary>
    public static void ThrowIfNotPath(string section)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(section);
        foreach (var name in section.Split(':'))
        {
            if (name.Length == 0 || char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
            {
                throw new ArgumentException($"'{section}' is not the path of a configuration section, such as Partner:Jwt.", nameof(section));
            }
        }
    }

    private static string? Reservation(BackendRegistration backend)
    {
        if (backend.IsDefault && Same(backend.Section, backend.Kind.Section))
        {
            return null;
        }

        if (Overlap(backend.Section, ConfigureFromBearerScheme.Section))
        {
            return ConfigureFromBearerScheme.Section + " is where 'dotnet user-jwts' writes for JwtAuthentication";
        }

        foreach (var name in Reserved)
        {
            if (Overlap(backend.Section, Root + name))
            {
                return $"{Root}{name} is reserved for Bolt";
            }
        }

        return null;
    }

    private static string? Clash(BackendRegistration first, BackendRegistration second)
    {
        var (one, two) = (TypeName.Full(first.Type), TypeName.Full(second.Type));
        if (one == two)
        {
            (one, two) = (first.Type.AssemblyQualifiedName!, second.Type.AssemblyQualifiedName!);
        }

        return Same(first.Section, second.Section)
            ? $"{one} and {two} would both read the configuration section {second.Section}, so credentials for one would be accepted by the other: {Advice(second)}."
            : Overlap(first.Section, second.Section)
                ? $"{one} reads the configuration section {first.Section} and {two} reads {second.Section}, one inside the other: {Advice(second)}."
                : null;
    }

    private static string Advice(BackendRegistration backend) =>
        $"name another section, such as {backend.Kind.Add}<{TypeName.Full(backend.Type)}>(\"{Root}{Suggestion(backend.Type)}\")";

    /// <summary>The full name without its punctuation: <c>AdminTokens</c> for <c>Admin.Tokens</c>.</summary>
    private static string Suggestion(Type type)
    {
        var name = string.Concat(TypeName.Full(type).Split('.', '<', '>', ',', ' ', '[', ']', '?'));
        return Array.Exists(Reserved, r => Same(r, name)) ? name + "Backend" : name;
    }

    private static bool Overlap(string one, string other) => Same(one, other) || IsInside(one, other) || IsInside(other, one);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsInside(string inner, string outer) => inner.StartsWith(outer + ":", StringComparison.OrdinalIgnoreCase);
}
