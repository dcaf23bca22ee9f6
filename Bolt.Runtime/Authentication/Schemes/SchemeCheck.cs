using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Configuration;
using Bolt.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Schemes;

/// <summary>What is wrong with the schemes that backends are to ask.</summary>
internal sealed class SchemeCheck(IEnumerable<SchemeRegistration> registrations, IOptions<AuthenticationOptions> authentication) : IStartCheck
{
    public IEnumerable<string> Problems()
    {
        var known = authentication.Value.SchemeMap;
        foreach (var backend in registrations.GroupBy(static r => r.Type))
        {
            var name = TypeName.Full(backend.Key);
            var schemes = backend.Select(static r => r.Scheme).Distinct(StringComparer.Ordinal).ToList();
            if (schemes.Count > 1)
            {
                yield return $"{name} was given more than one scheme ({string.Join(" and ", schemes)}): name one, and give the other a type of its own.";
            }

            foreach (var scheme in schemes)
            {
                if (Problem(backend.First(), scheme, known) is { } problem)
                {
                    yield return problem;
                }
            }

            if (OptionsProblem(backend) is { } empty)
            {
                yield return $"AddScheme<{TypeName.InCode(backend.Key)}>(): {empty}";
            }
        }
    }

    private static string? Problem(SchemeRegistration backend, string scheme, IDictionary<string, AuthenticationSchemeBuilder> known)
    {
        var call = $"AddScheme<{TypeName.InCode(backend.Type)}>(\"{scheme}\")";
        if (!known.TryGetValue(scheme, out var found))
        {
            var own = known.Where(static s => s.Value.HandlerType != typeof(BoltSchemeHandler)).Select(static s => s.Key).ToList();
            return $"{call}: no such authentication scheme is registered"
                + (Spelling.Closest(scheme, own) is { } close ? $"; did you mean \"{close}\"?"
                    : own.Count == 0 ? ": call services.AddAuthentication() and add it, such as .AddCookie()."
                    : $". Schemes: {string.Join(", ", own)}.");
        }

        return found.HandlerType == typeof(BoltSchemeHandler) ? $"{call}: that is one of Bolt's own schemes. Name the backend itself in Auth."
            : !backend.IsCookie && typeof(CookieAuthenticationHandler).IsAssignableFrom(found.HandlerType)
                ? $"{call}: that scheme is a cookie, so other sites can make requests with it. Derive {TypeName.Full(backend.Type)} from CookieSchemeAuthentication, which checks for that."
            : null;
    }

    private static string? OptionsProblem(IEnumerable<SchemeRegistration> calls)
    {
        var options = new SchemeOptions();
        foreach (var call in calls)
        {
            call.Configure?.Invoke(options);
        }

        return options.UserIdClaim is not null && string.IsNullOrWhiteSpace(options.UserIdClaim) ? "UserIdClaim is empty; omit it to use NameIdentifier, then sub."
            : options.PermissionClaims.Any(string.IsNullOrWhiteSpace) ? "PermissionClaims contains an empty value; remove it."
            : null;
    }
}
