using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Bolt.Authentication.Jwt.Keys;

/// <summary>The three curves of RFC 7518 §3.4, each bound to its one algorithm.</summary>
internal sealed record EcCurve(string Name, string Oid, int CoordinateLength, JwtAlgorithm Algorithm, ECCurve Curve)
{
    private static readonly ImmutableArray<EcCurve> All =
    [
        new("P-256", "1.2.840.10045.3.1.7", 32, JwtAlgorithm.Find("ES256")!, ECCurve.NamedCurves.nistP256),
        new("P-384", "1.3.132.0.34", 48, JwtAlgorithm.Find("ES384")!, ECCurve.NamedCurves.nistP384),
        new("P-521", "1.3.132.0.35", 66, JwtAlgorithm.Find("ES512")!, ECCurve.NamedCurves.nistP521),
    ];

    public static EcCurve? Find(string? name)
    {
        foreach (var curve in All)
        {
            if (curve.Name == name)
            {
                return curve;
            }
        }

        return null;
    }

    /// <summary>Windows names curves without giving their OID.</summary>
    public static EcCurve? Find(ECCurve curve)
    {
        if (!curve.IsNamed)
        {
            return null;
        }

        foreach (var known in All)
        {
            if (curve.Oid.Value == known.Oid || (curve.Oid.Value is null && curve.Oid.FriendlyName == known.Curve.Oid.FriendlyName))
            {
                return known;
            }
        }

        return null;
    }
}
