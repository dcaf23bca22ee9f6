using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>What a JOSE header (RFC 7515 §4) says that matters, with the keys it leads to. <c>jku</c>, <c>jwk</c>, <c>x5u</c> and <c>x5c</c> are never looked at.</summary>
internal sealed class JwtHeader
{
    /// <summary>
    /// A header is read before any signature is verified: an attacker decides how much work that is. So it may have only so many values, escapes, runs of white space and names (counted three times, and once more for each
    /// four bytes beyond ten, quotes included), and one more for each <see cref="LengthOfPart"/> bytes. Real ones have some ten; certificates (<c>x5c</c>) are long, and few parts.
    /// </summary>
    private const int MaximumParts = 64;

    private const int LengthOfPart = 64;

    /// <summary>No longer name is looked up at an issuer.</summary>
    private const int LongestUnknownKid = 512;

    private JwtHeader(JwtAlgorithm algorithm, string? unknownKid, VerificationKey[] candidates, string segment = "")
    {
        Algorithm = algorithm;
        UnknownKid = unknownKid;
        Candidates = candidates;
        Segment = segment;
    }

    /// <summary>The segment it was read from, once it is cached.</summary>
    public string Segment { get; }

    public JwtAlgorithm Algorithm { get; }

    /// <summary>Set when the header names a key that is not there and that an issuer may have published meanwhile; empty where it names none.</summary>
    public string? UnknownKid { get; }

    public VerificationKey[] Candidates { get; }

    /// <summary>Reads a segment known to be base64url.</summary>
    /// <param name="segment">The token's first part.</param>
    /// <param name="keys">The keys trusted now.</param>
    /// <param name="parameters">The backend's parameters.</param>
    /// <param name="failure">Why it is refused.</param>
    /// <returns>The header, or null.</returns>
    public static JwtHeader? Read(ReadOnlySpan<char> segment, KeySet keys, JwtValidationParameters parameters, out string? failure)
    {
        var length = StrictBase64Url.DecodedLength(segment.Length);
        if (length <= 512)
        {
            return Read(segment, keys, parameters, stackalloc byte[512], out failure);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        var header = Read(segment, keys, parameters, rented, out failure);
        ArrayPool<byte>.Shared.Return(rented);
        return header;
    }

    /// <summary>The same, with the segment it was read from.</summary>
    public JwtHeader WithSegment(ReadOnlySpan<char> segment) => new(Algorithm, UnknownKid, Candidates, segment.ToString());

    private static JwtHeader? Read(ReadOnlySpan<char> segment, KeySet keys, JwtValidationParameters parameters, Span<byte> buffer, out string? failure)
    {
        var json = buffer[..StrictBase64Url.Decode(segment, buffer)];
        var members = new PooledList<JsonMember>(stackalloc JsonMember[16]);
        var header = default(JwtHeader);
        failure = JwtFailure.Header;
        if (StrictJson.TryParseObject(json, MaximumParts + (json.Length / LengthOfPart), ref members))
        {
            failure = Check(json, members.Items, parameters.ValidTypes, out var algorithm, out var kid);
            header = failure is not null ? null
                : kid is { IsEscaped: true } escaped ? FindEscaped(json, algorithm!, escaped, keys, parameters)
                : Find(json, algorithm!, kid, keys, parameters);
        }

        members.Dispose();
        return header;
    }

    /// <summary>Unescaped once, and not for each key that it is compared with.</summary>
    [SkipLocalsInit]
    private static JwtHeader FindEscaped(ReadOnlySpan<byte> json, JwtAlgorithm algorithm, JsonSlice kid, KeySet keys, JwtValidationParameters parameters)
    {
        byte[]? rented = null;
        var buffer = kid.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(kid.Length);

        // Without the quotes, but with room for them.
        var length = JsonEscapes.Unescape(kid.Inside(json), buffer[1..]);
        var header = Find(buffer, algorithm, new JsonSlice(JsonKind.Text, 0, length + 2), keys, parameters);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return header;
    }

    private static JwtHeader Find(ReadOnlySpan<byte> json, JwtAlgorithm algorithm, JsonSlice? kid, KeySet keys, JwtValidationParameters parameters) =>
        new(algorithm, FindUnknownKid(json, kid, keys, parameters), keys.Select(algorithm, json, kid));

    private static string? FindUnknownKid(ReadOnlySpan<byte> json, JsonSlice? kid, KeySet keys, JwtValidationParameters parameters) =>
        !parameters.HasAuthority ? null
        : kid is not { } name ? string.Empty
        : name.Length <= LongestUnknownKid && !keys.Knows(json, name) ? name.GetText(json)
        : null;

    private static string? Check(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, TokenTypes types, out JwtAlgorithm? algorithm, out JsonSlice? kid)
    {
        (algorithm, kid) = (null, null);
        var type = default(JsonSlice?);
        foreach (ref readonly var member in members)
        {
            var value = member.Value;
            switch (member.Name.Key)
            {
                case Keys.Algorithm:
                    algorithm = value.Kind == JsonKind.Text ? JwtAlgorithm.Find(json, value) : null;
                    break;
                case Keys.KeyId when value.Kind == JsonKind.Text:
                    kid = value;
                    break;
                case Keys.Type when value.Kind == JsonKind.Text:
                    type = value;
                    break;
                case Keys.KeyId or Keys.Type:
                    return JwtFailure.Header;
                case Keys.ContentType:
                    // "JWT" in any case announces a nested token (RFC 7519 §5.2); in a JWT nothing else has a meaning.
                    return JwtFailure.Nested;
                case Keys.Encryption or Keys.Compression:
                    // Members of encrypted tokens (RFC 7516 §4.1): anyone who put them there takes this for something else than it is.
                    return JwtFailure.Encrypted;
                case Keys.Critical or Keys.Base64:
                    // Bolt understands no extension (RFC 7515 §4.1.11), and RFC 7797 §7 forbids unencoded payloads in JWTs.
                    return JwtFailure.Critical;
            }
        }

        return algorithm is null ? JwtFailure.Algorithm
            : types.Accept(json, type) ? null
            : JwtFailure.Type;
    }

    /// <summary><see cref="JsonName.GetKey"/> of the names; a test holds them to it. None has more than seven bytes: equal keys are equal names.</summary>
    internal static class Keys
    {
        public const ulong Algorithm = 0x0300000000676C61; // alg
        public const ulong KeyId = 0x030000000064696B; // kid
        public const ulong Type = 0x0300000000707974; // typ
        public const ulong ContentType = 0x0300000000797463; // cty
        public const ulong Encryption = 0x0300000000636E65; // enc
        public const ulong Compression = 0x030000000070697A; // zip
        public const ulong Critical = 0x0400000074697263; // crit
        public const ulong Base64 = 0x0300000000343662; // b64
    }
}
