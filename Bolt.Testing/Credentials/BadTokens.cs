using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Bolt.Testing.Credentials;

/// <summary>What a verifier of tokens must refuse.</summary>
internal static class BadTokens
{
    public static List<BadCredential> Create(string header, bool isAuthorization, Func<TokenFlaw, string> write, bool hasIssuer, bool hasAudience)
    {
        var scheme = isAuthorization ? "Bearer " : "";
        var bad = new List<BadCredential>();
        if (isAuthorization)
        {
            Add("Bearer without a token", "Bearer");
        }

        Add("a malformed token", scheme + "x.y");
        Add("a malformed token behind 'bearer'", (isAuthorization ? "bearer " : "") + "eyJ.eyJ.x");
        var good = scheme + write(TokenFlaw.None);
        bad.Add(new("two tokens", request => Send(request, good, good)));
        Add("a token of another key", scheme + write(TokenFlaw.OtherKey));
        Add("an altered token", scheme + write(TokenFlaw.Altered));
        Add("a token with alg none", scheme + write(TokenFlaw.Unsigned));
        Add("an expired token", scheme + write(TokenFlaw.Expired));
        Add("a token that is not valid yet", scheme + write(TokenFlaw.NotYetValid));
        if (hasIssuer)
        {
            Add("a token of another issuer", scheme + write(TokenFlaw.OtherIssuer));
        }

        if (hasAudience)
        {
            Add("a token for another audience", scheme + write(TokenFlaw.OtherAudience));
        }

        return bad;

        void Add(string name, string value) => bad.Add(new(name, request => Send(request, value)));

        void Send(HttpRequestMessage request, params string[] values) => request.Headers.TryAddWithoutValidation(header, values);
    }
}
