using System.Collections.Generic;
using System.IO;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>
/// Compares the name an issuer gives itself with what is configured: <c>Authority</c>; where there is only a <c>MetadataAddress</c>, with <c>Issuers</c>, one of which it must be;
/// and where there are none either, with nothing, because writing the address chose the issuer.
/// </summary>
internal sealed class IssuerCheck(JwtOptions options, string address, ILogger logger)
{
    private string? _warnedOf;

    /// <exception cref="InvalidDataException">It is another issuer.</exception>
    public void Check(string issuer)
    {
        if (IssuerName.HasPlaceholder(issuer) && options.Issuers.Count == 0 && issuer != _warnedOf)
        {
            _warnedOf = issuer;
            JwtLog.IssuerIsPattern(logger, address, LogText.Shorten(issuer, 256));
        }

        IReadOnlyCollection<string> expected = options.Authority is { } authority ? [authority] : [.. options.Issuers];
        foreach (var name in expected)
        {
            if (IssuerName.Matches(issuer, name))
            {
                return;
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidDataException(
                $"The discovery document names the issuer \"{LogText.Shorten(issuer, 256)}\", not \"{string.Join("\" or \"", expected)}\" (OpenID Connect Discovery 1.0 §4.3). " +
                "Set Authority to the issuer's own name; if the document is elsewhere, set MetadataAddress.");
        }
    }
}
