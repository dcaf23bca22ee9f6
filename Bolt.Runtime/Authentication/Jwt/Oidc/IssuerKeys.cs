using System;
using System.Collections.Generic;
using System.Text;

namespace Bolt;

/// <summary>Turns what an issuer publishes into keys, leaving out what is not for signatures, not sound or not allowed.</summary>
internal sealed class IssuerKeys(JwtKeyPlan plan, JwtOptions options)
{
    private string _fingerprint = "";

    /// <summary>The trusted keys, or <paramref name="current"/> itself when nothing has changed, so that what was verified with it stays remembered. Null when no key is usable.</summary>
    public KeySet? Read(IssuerDocument document, KeySet? current)
    {
        var trust = options.Issuers.Count > 0 ? plan.Trust : KeyTrust.Of([document.Issuer], [.. options.Audiences]);
        var keys = new List<VerificationKey>(plan.Verifiers);
        var fingerprint = new StringBuilder(document.Issuer);
        foreach (var jwk in document.Keys)
        {
            // A shared secret that is published is no secret.
            if (!KeyReader.TryRead(jwk, out var material, out _) || material.IsShared || !material.MayVerify)
            {
                continue;
            }

            var usable = JwtKeyPlan.Usable(material, plan.Allowed);
            if (usable.IsEmpty)
            {
                continue;
            }

            keys.Add(material.ToVerificationKey(usable, trust));
            fingerprint.Append('\n').Append(material.Kid).Append(' ').Append(usable.Bits).Append(' ').Append(jwk.N).Append(jwk.E).Append(jwk.X).Append(jwk.Y);
        }

        if (keys.Count == plan.Verifiers.Count)
        {
            return null;
        }

        var text = fingerprint.ToString();
        if (current is not null && string.Equals(text, _fingerprint, StringComparison.Ordinal))
        {
            return current;
        }

        _fingerprint = text;
        return new KeySet(keys);
    }
}
