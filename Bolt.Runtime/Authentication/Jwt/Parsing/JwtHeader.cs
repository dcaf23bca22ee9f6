using System;
using System.Buffers;

namespace Bolt;

/// <summary>What a JOSE header (RFC 7515 §4) says that matters, with the keys it leads to. <c>jku</c>, <c>jwk</c>, <c>x5u</c> and <c>x5c</c> are never looked at.</summary>
internal sealed class JwtHeader
{
    /// <summary>Names are compared pairwise, and a stranger may send as many as fit.</summary>
    private const int MaximumMembers = 64;

    private JwtHeader(string segment, JwtAlgorithm algorithm, string? kid, VerificationKey[] candidates)
    {
        Segment = segment;
        Algorithm = algorithm;
        Kid = kid;
        Candidates = candidates;
    }

    public string Segment { get; }

    public JwtAlgorithm Algorithm { get; }

    public string? Kid { get; }

    public VerificationKey[] Candidates { get; }

    /// <summary>Reads a segment known to be base64url.</summary>
    /// <returns>The header, or null and why.</returns>
    public static JwtHeader? Read(ReadOnlySpan<char> segment, KeySet keys, out string? failure)
    {
        var length = StrictBase64Url.DecodedLength(segment.Length);
        byte[]? rented = null;
        var buffer = length <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var json = buffer[..StrictBase64Url.Decode(segment, buffer)];
            var members = new PooledList<JsonMember>(stackalloc JsonMember[8]);
            try
            {
                if (!StrictJson.TryParseObject(json, MaximumMembers, ref members))
                {
                    failure = JwtFailure.Header;
                    return null;
                }

                failure = Check(json, members.Items, out var algorithm, out var kid);
                return failure is null ? new JwtHeader(segment.ToString(), algorithm!, kid, keys.Select(algorithm!, kid)) : null;
            }
            finally
            {
                members.Dispose();
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static string? Check(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, out JwtAlgorithm? algorithm, out string? kid)
    {
        (algorithm, kid) = (null, null);
        foreach (var (name, value) in members)
        {
            if (name.Is(json, "alg"u8))
            {
                algorithm = value.Kind == JsonKind.Text ? JwtAlgorithm.Find(value.GetText(json)) : null;
            }
            else if (name.Is(json, "kid"u8))
            {
                if (value.Kind != JsonKind.Text)
                {
                    return JwtFailure.Header;
                }

                kid = value.GetText(json);
            }
            else if (name.Is(json, "typ"u8))
            {
                if (value.Kind != JsonKind.Text)
                {
                    return JwtFailure.Header;
                }
            }
            else if (name.Is(json, "cty"u8))
            {
                // "JWT" in any case announces a nested token (RFC 7519 §5.2); in a JWT nothing else has a meaning.
                return JwtFailure.Nested;
            }
            else if (name.Is(json, "enc"u8) || name.Is(json, "zip"u8))
            {
                // Members of encrypted tokens (RFC 7516 §4.1): whoever put them there takes this for something else than it is.
                return JwtFailure.Encrypted;
            }
            else if (name.Is(json, "crit"u8) || name.Is(json, "b64"u8))
            {
                // Bolt understands no extension (RFC 7515 §4.1.11), and RFC 7797 §7 forbids unencoded payloads in JWTs.
                return JwtFailure.Critical;
            }
        }

        return algorithm is null ? JwtFailure.Algorithm : null;
    }
}
