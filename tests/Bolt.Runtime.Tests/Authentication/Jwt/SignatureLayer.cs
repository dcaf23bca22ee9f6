using System.Text.Json;
using Bolt.Authentication.Jwt;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Runtime.Tests;

/// <summary>The verifier without the claims: what corpora of signatures over arbitrary octets can be run against.</summary>
internal static class SignatureLayer
{
    /// <summary>True when the token is signed by one of the keys, with any of the twelve algorithms; a refused configuration is false.</summary>
    public static bool Verifies(string token, params IEnumerable<SecurityKey> keys)
    {
        var options = new JwtOptions();
        foreach (var algorithm in JwtAlgorithm.All)
        {
            options.Algorithms.Add(algorithm.Name);
        }

        foreach (var key in keys)
        {
            options.Keys.Add(key);
        }

        var problems = new OptionsProblems();
        var resolution = JwtKeyResolution.From(options, problems);
        if (problems.Count > 0 || !CompactToken.TryParse(token, out var compact))
        {
            return false;
        }

        var header = JwtHeader.Read(compact.Header, new KeySet(resolution.Verifiers), JwtValidationParameters.From(options, "jwt", false), out _);
        return header is not null && new SignatureCheck(compact, header, new byte[SignatureCheck.BufferLength(compact)]).Next(0) >= 0;
    }

    /// <summary>The verifier's keys of a group or case: a JWK or a set of them.</summary>
    public static IEnumerable<SecurityKey> Keys(JsonElement jwkOrSet) =>
        jwkOrSet.TryGetProperty("keys", out var set) ? set.EnumerateArray().Select(Vectors.Key) : [Vectors.Key(jwkOrSet)];
}
