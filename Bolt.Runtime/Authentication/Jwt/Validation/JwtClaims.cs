using System;
using System.Runtime.CompilerServices;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>The registered claims of a payload (RFC 7519 §4.1) and those Bolt reads on each request, with their types checked.</summary>
internal ref struct JwtClaims(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;

    public JsonSlice Subject { get; private set; }

    public JsonSlice TokenId { get; private set; }

    /// <summary>False also for an empty string, which names no token and cannot be revoked.</summary>
    public readonly bool HasTokenId => TokenId.Kind == JsonKind.Text && TokenId.Length > "\"\"".Length;

    /// <summary>Null kind when absent.</summary>
    public JsonSlice Issuer { get; private set; }

    public JsonSlice Audience { get; private set; }

    public bool HasExpiry { get; private set; }

    /// <summary>In ticks; see <see cref="NumericDate"/>.</summary>
    public long Expires { get; private set; }

    /// <summary>In ticks; the beginning of time when absent.</summary>
    public long NotBefore { get; private set; } = long.MinValue;

    /// <summary>In ticks; null when absent.</summary>
    public long? IssuedAt { get; private set; }

    /// <summary>Of another kind when absent, or not a string.</summary>
    public JsonSlice SessionId { get; private set; }

    public bool IsStaff { get; private set; }

    public bool IsSuperuser { get; private set; }

    /// <summary>False when a registered claim has the wrong type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryRead(scoped ReadOnlySpan<JsonMember> members)
    {
        foreach (ref readonly var member in members)
        {
            if (!TryTake(member))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when <c>iss</c> is one of them, or none is asked for.</summary>
    public readonly bool IsIssuedBy(byte[][] issuers) => issuers.Length == 0 || (Issuer.Kind == JsonKind.Text && IsOneOf(Issuer, issuers));

    /// <summary>True when <c>aud</c> names one of them, or none is asked for.</summary>
    public readonly bool IsMeantFor(byte[][] audiences)
    {
        if (audiences.Length == 0)
        {
            return true;
        }

        return Audience.Kind == JsonKind.Text ? IsOneOf(Audience, audiences) : Audience.Kind == JsonKind.Array && HasOneOf(audiences);
    }

    private readonly bool HasOneOf(byte[][] audiences)
    {
        foreach (var element in new JsonArrayItems(_json, Audience))
        {
            if (IsOneOf(element, audiences))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsOneOf(JsonSlice text, byte[][] values)
    {
        foreach (var value in values)
        {
            if (text.TextEquals(_json, value))
            {
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake(in JsonMember member)
    {
        var value = member.Value;
        switch (member.Name.Key)
        {
            case Keys.Subject:
                Subject = value;
                return value.Kind == JsonKind.Text;
            case Keys.Expires:
                HasExpiry = TryReadTime(value, out var expires);
                Expires = expires;
                return HasExpiry;
            case Keys.NotBefore:
                var isTime = TryReadTime(value, out var notBefore);
                NotBefore = notBefore;
                return isTime;
            case Keys.IssuedAt:
                var isMoment = TryReadTime(value, out var issuedAt);
                IssuedAt = issuedAt;
                return isMoment;
            case Keys.SessionId:
                SessionId = value;
                return true;
            case Keys.TokenId:
                TokenId = value;
                return value.Kind == JsonKind.Text;
            case Keys.Issuer:
                Issuer = value;
                return value.Kind == JsonKind.Text;
            case Keys.Audience:
                Audience = value;
                return IsAudience(value);
            case Keys.IsStaff:
                IsStaff |= IsTrue(member, "is_staff"u8);
                return true;
            case Keys.IsSuperuser:
                IsSuperuser |= IsTrue(member, "is_superuser"u8);
                return true;
            default:
                return true;
        }
    }

    private readonly bool IsTrue(in JsonMember member, ReadOnlySpan<byte> name) => member.Value.Kind == JsonKind.True && member.Name.Is(_json, name);

    private readonly bool IsAudience(JsonSlice value) => value.Kind == JsonKind.Text || (value.Kind == JsonKind.Array && AreTexts(value));

    private readonly bool AreTexts(JsonSlice value)
    {
        foreach (var element in new JsonArrayItems(_json, value))
        {
            if (element.Kind != JsonKind.Text)
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool TryReadTime(JsonSlice value, out long ticks)
    {
        ticks = 0;
        return value.Kind == JsonKind.Number && NumericDate.TryRead(value.GetRaw(_json), out ticks);
    }

    /// <summary><see cref="JsonName.GetKey"/> of the names; a test holds them to it. Of up to seven bytes: equal keys are equal names. The last two need a second look.</summary>
    internal static class Keys
    {
        public const ulong Subject = 0x0300000000627573; // sub
        public const ulong Expires = 0x0300000000707865; // exp
        public const ulong NotBefore = 0x030000000066626E; // nbf
        public const ulong IssuedAt = 0x0300000000746169; // iat
        public const ulong SessionId = 0x0300000000646973; // sid
        public const ulong TokenId = 0x030000000069746A; // jti
        public const ulong Issuer = 0x0300000000737369; // iss
        public const ulong Audience = 0x0300000000647561; // aud
        public const ulong IsStaff = 0x08666174735F7369; // is_staff
        public const ulong IsSuperuser = 0x0C657075735F7369; // is_superuser
    }
}
