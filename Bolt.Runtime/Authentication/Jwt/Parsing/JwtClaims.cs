using System;

namespace Bolt;

/// <summary>The registered claims of a payload (RFC 7519 §4.1) and those Bolt reads on each request, with their types checked.</summary>
internal ref struct JwtClaims
{
    private readonly ReadOnlySpan<byte> _json;

    private JwtClaims(ReadOnlySpan<byte> json) => _json = json;

    public JsonSlice Subject { get; private set; }

    public JsonSlice TokenId { get; private set; }

    /// <summary>Null kind when absent.</summary>
    public JsonSlice Issuer { get; private set; }

    public JsonSlice Audience { get; private set; }

    /// <summary>Null when absent. In ticks; see <see cref="NumericDate"/>.</summary>
    public long? Expires { get; private set; }

    public long? NotBefore { get; private set; }

    public bool IsStaff { get; private set; }

    public bool IsSuperuser { get; private set; }

    /// <summary>False when a registered claim has the wrong type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, ReadOnlySpan<JsonMember> members, out JwtClaims claims)
    {
        claims = new JwtClaims(json);
        foreach (var member in members)
        {
            if (!claims.TryTake(member))
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

        if (Audience.Kind == JsonKind.Text)
        {
            return IsOneOf(Audience, audiences);
        }

        if (Audience.Kind == JsonKind.Array)
        {
            foreach (var element in new JsonArrayItems(_json, Audience))
            {
                if (IsOneOf(element, audiences))
                {
                    return true;
                }
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

    private bool TryTake(JsonMember member)
    {
        var (name, value) = member;
        if (name.Key == Keys.Subject)
        {
            Subject = value;
            return value.Kind == JsonKind.Text;
        }

        if (name.Key == Keys.Expires)
        {
            Expires = ReadTime(value);
            return Expires is not null;
        }

        if (name.Key == Keys.NotBefore)
        {
            NotBefore = ReadTime(value);
            return NotBefore is not null;
        }

        if (name.Key == Keys.IssuedAt)
        {
            return ReadTime(value) is not null;
        }

        if (name.Key == Keys.TokenId)
        {
            TokenId = value;
            return value.Kind == JsonKind.Text;
        }

        if (name.Key == Keys.Issuer)
        {
            Issuer = value;
            return value.Kind == JsonKind.Text;
        }

        if (name.Key == Keys.Audience)
        {
            Audience = value;
            return IsAudience(value);
        }

        if (name.Key == Keys.IsStaff)
        {
            IsStaff |= value.Kind == JsonKind.True && name.Is(_json, "is_staff"u8);
        }
        else if (name.Key == Keys.IsSuperuser)
        {
            IsSuperuser |= value.Kind == JsonKind.True && name.Is(_json, "is_superuser"u8);
        }

        return true;
    }

    private readonly bool IsAudience(JsonSlice value)
    {
        if (value.Kind != JsonKind.Array)
        {
            return value.Kind == JsonKind.Text;
        }

        foreach (var element in new JsonArrayItems(_json, value))
        {
            if (element.Kind != JsonKind.Text)
            {
                return false;
            }
        }

        return true;
    }

    private readonly long? ReadTime(JsonSlice value) =>
        value.Kind == JsonKind.Number && NumericDate.TryRead(value.Of(_json), out var ticks) ? ticks : null;

    /// <summary>Of up to seven octets: equal keys are equal names. The last two need a second look.</summary>
    private static class Keys
    {
        public static readonly ulong Subject = JsonName.KeyOf("sub"u8);
        public static readonly ulong Expires = JsonName.KeyOf("exp"u8);
        public static readonly ulong NotBefore = JsonName.KeyOf("nbf"u8);
        public static readonly ulong IssuedAt = JsonName.KeyOf("iat"u8);
        public static readonly ulong TokenId = JsonName.KeyOf("jti"u8);
        public static readonly ulong Issuer = JsonName.KeyOf("iss"u8);
        public static readonly ulong Audience = JsonName.KeyOf("aud"u8);
        public static readonly ulong IsStaff = JsonName.KeyOf("is_staff"u8);
        public static readonly ulong IsSuperuser = JsonName.KeyOf("is_superuser"u8);
    }
}
