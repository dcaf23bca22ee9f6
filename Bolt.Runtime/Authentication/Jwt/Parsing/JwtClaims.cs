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
        switch (name.IsEscaped ? 0 : name.Length - 2)
        {
            case 3 or 0 when name.TextEquals(_json, "sub"u8):
                Subject = value;
                return value.Kind == JsonKind.Text;
            case 3 or 0 when name.TextEquals(_json, "exp"u8):
                return TryTakeTime(value, out var expires) && (Expires = expires) is not null;
            case 3 or 0 when name.TextEquals(_json, "nbf"u8):
                return TryTakeTime(value, out var notBefore) && (NotBefore = notBefore) is not null;
            case 3 or 0 when name.TextEquals(_json, "iat"u8):
                return TryTakeTime(value, out _);
            case 3 or 0 when name.TextEquals(_json, "jti"u8):
                TokenId = value;
                return value.Kind == JsonKind.Text;
            case 3 or 0 when name.TextEquals(_json, "iss"u8):
                Issuer = value;
                return value.Kind == JsonKind.Text;
            case 3 or 0 when name.TextEquals(_json, "aud"u8):
                Audience = value;
                return IsAudience(value);
            case 8 or 0 when name.TextEquals(_json, "is_staff"u8):
                IsStaff = value.Kind == JsonKind.True;
                return true;
            case 12 or 0 when name.TextEquals(_json, "is_superuser"u8):
                IsSuperuser = value.Kind == JsonKind.True;
                return true;
            default:
                return true;
        }
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

    private readonly bool TryTakeTime(JsonSlice value, out long ticks)
    {
        ticks = 0;
        return value.Kind == JsonKind.Number && NumericDate.TryRead(value.Of(_json), out ticks);
    }
}
