using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Jwt.Configuration;
using Bolt.Authentication.Jwt.Keys;
using Microsoft.Extensions.Logging;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>Turns what an issuer publishes into keys, without those that are not for signatures, not valid or not allowed.</summary>
internal sealed class DiscoveredKeyReader(JwtKeyResolution resolution, JwtOptions options, string address, ILogger logger)
{
    private readonly KeyComplaints _complaints = new(address, logger);
    private string _fingerprint = "";

    /// <summary>
    /// The trusted keys, or <paramref name="current"/> itself when nothing has changed, so that what was verified with it stays cached. Null when the issuer publishes keys and
    /// none is usable: that is a mistake, while an empty list withdraws them all.
    /// </summary>
    public KeySet? Read(DiscoveryDocument document, KeySet? current)
    {
        var trust = options.Issuers.Count > 0 ? resolution.Trust : KeyTrust.For([document.Issuer], [.. options.Audiences]);
        var keys = new List<VerificationKey>(resolution.Verifiers);
        var fingerprint = new StringBuilder(document.Issuer);
        foreach (var published in document.Keys)
        {
            if (Find(published, out var usable) is not { } material)
            {
                continue;
            }

            keys.Add(material.ToVerificationKey(usable, trust));
            var jwk = published.Key!;
            fingerprint.Append('\n').Append(material.Kid).Append(' ').Append(usable.Bits).Append(' ').Append(jwk.N).Append(jwk.E).Append(jwk.X).Append(jwk.Y);
        }

        _complaints.End();
        if (keys.Count == resolution.Verifiers.Count && document.Keys.Count > 0)
        {
            return null;
        }

        var text = fingerprint.ToString();
        if (current is not null && text == _fingerprint)
        {
            return current;
        }

        _fingerprint = text;
        return new KeySet(keys);
    }

    private KeyMaterial? Find(PublishedKey published, out JwtAlgorithmSet usable)
    {
        usable = default;
        var jwk = published.Key;
        if (jwk is null)
        {
            _complaints.Refuse(published.Label, published.Problem!);
            return null;
        }

        // Keys for encryption are published along with those for signatures.
        if (!string.IsNullOrEmpty(jwk.Use) && jwk.Use != "sig")
        {
            _complaints.LeaveOut(published.Label, $"is not for signatures: its \"use\" is \"{jwk.Use}\"");
            return null;
        }

        if (!KeyReader.TryRead(jwk, out var material, out var problem))
        {
            _complaints.Refuse(published.Label, problem);
            return null;
        }

        usable = JwtKeyResolution.Usable(material, resolution.Allowed);
        if (!usable.IsEmpty && material.MayVerify)
        {
            return material;
        }

        _complaints.LeaveOut(published.Label, material.MayVerify ? "fits none of the allowed algorithms" : "is not for verifying: its \"key_ops\" leaves that out");
        return null;
    }
}
