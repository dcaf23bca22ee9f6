using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Bolt.Authentication.Claims;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Authentication.Jwt.Validation;

/// <summary>
/// A token whose signature and claims have been verified. It keeps the token (in the header line it came in, where that contains little else) and the positions of
/// its claims, and decodes a claim when it is asked for; the whole payload has been checked before, so none of that can fail.
/// </summary>
internal sealed class VerifiedToken : AuthClaims
{
    private const int ShortText = 252;

    /// <summary>How much a header line may contain besides the token for the line itself to be kept: the scheme and a little more. The token is copied out of a longer one.</summary>
    private const int MostAround = 32;

    private readonly string _source;
    private readonly JwtValidationParameters _parameters;
    private readonly int _start;
    private readonly ushort _length;
    private readonly ushort _payloadStart;
    private readonly ushort _payloadLength;
    private readonly ushort _subjectStart;
    private readonly ushort _subjectLength;
    private readonly ushort _tokenIdStart;
    private readonly ushort _tokenIdLength;
    private readonly ushort _issuerStart;
    private readonly ushort _issuerLength;
    private readonly ushort _permissionsStart;
    private readonly ushort _permissionsLength;
    private readonly bool _isRevokedByPlainId;
    private Dictionary<string, JsonElement>? _members;

    public VerifiedToken(TokenText text, in CompactToken token, in JwtClaims claims, JsonSlice permissions, KeySet keys, JwtValidationParameters parameters, bool isRevokedByPlainId)
    {
        var isBare = text.Source!.Length - text.Length <= MostAround;
        _source = isBare ? text.Source : text.Span.ToString();
        _parameters = parameters;
        _start = isBare ? text.Start : 0;
        _payloadStart = (ushort)(token.Header.Length + 1);
        _payloadLength = (ushort)token.Payload.Length;
        _length = (ushort)token.Length;
        _subjectStart = (ushort)claims.Subject.Start;
        _subjectLength = (ushort)claims.Subject.Length;
        _tokenIdStart = (ushort)claims.TokenId.Start;
        _tokenIdLength = claims.HasTokenId ? (ushort)claims.TokenId.Length : (ushort)0;
        _issuerStart = (ushort)claims.Issuer.Start;
        _issuerLength = (ushort)claims.Issuer.Length;
        _permissionsStart = (ushort)permissions.Start;
        _permissionsLength = (ushort)permissions.Length;
        _isRevokedByPlainId = isRevokedByPlainId;
        TrustedKeys = keys;
        Expires = claims.Expires;
        NotBefore = claims.NotBefore;
        Context = new AuthContext(this, parameters.Name, claims.IsStaff, claims.IsSuperuser);
    }

    public AuthContext Context { get; }

    /// <summary>The keys that were trusted when it was verified; once others are, it no longer counts.</summary>
    public KeySet TrustedKeys { get; }

    /// <summary>In ticks; see <see cref="NumericDate"/>.</summary>
    public long Expires { get; }

    public long NotBefore { get; }

    public ReadOnlySpan<char> Text => _source.AsSpan(_start, _length);

    private ReadOnlySpan<char> Payload => _source.AsSpan(_start + _payloadStart, _payloadLength);

    internal override DateTimeOffset? ReadExpiry() => NumericDate.ToDateTimeOffset(Expires);

    internal override string ReadUserId() => ReadText(_subjectStart, _subjectLength) ?? "";

    internal override string? ReadTokenId() => ReadText(_tokenIdStart, _tokenIdLength);

    internal override string? ReadIssuer() => ReadText(_issuerStart, _issuerLength);

    internal override bool IsRevokedByPlainId => _isRevokedByPlainId;

    /// <summary>Read again when revocation asks, which is once, and only where a session or user has been revoked: positions of these would make every token larger.</summary>
    [SkipLocalsInit]
    internal override (string? SessionId, long? IssuedAt) ReadRevocationFacts()
    {
        var length = StrictBase64Url.DecodedLength(_payloadLength);
        byte[]? rented = null;
        var buffer = length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(length);
        var json = buffer[..StrictBase64Url.Decode(Payload, buffer)];
        var members = new PooledList<JsonMember>(stackalloc JsonMember[16]);
        var claims = new JwtClaims(json);
        _ = StrictJson.TryParseObject(json, ref members) && claims.TryRead(members.Items);
        var facts = (
            claims.SessionId.Kind == JsonKind.Text ? claims.SessionId.GetText(json) : null,
            claims.IssuedAt is { } ticks ? NumericDate.ToSeconds(ticks) : default(long?));
        members.Dispose();
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return facts;
    }

    internal override PermissionSet ReadPermissions() =>
        _parameters.PermissionClaim is null ? PermissionReader.Read(this, _parameters.PermissionClaims)
        : _permissionsLength == 0 ? PermissionSet.Empty
        : ReadPermissionClaim();

    internal override bool HoldsPermissions(string name)
    {
        foreach (var path in _parameters.PermissionClaims)
        {
            if (string.Equals(name, path.Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return base.HoldsPermissions(name);
    }

    private protected override IReadOnlyDictionary<string, JsonElement> Members => _members ??= ReadMembers();

    private PermissionSet ReadPermissionClaim()
    {
        var buffer = _permissionsLength <= ShortText ? stackalloc byte[ShortText + StrictBase64Url.RangeSlack] : new byte[_permissionsLength + StrictBase64Url.RangeSlack];
        return PermissionReader.Read(StrictBase64Url.DecodeRange(Payload, _permissionsStart, _permissionsLength, buffer));
    }

    private string? ReadText(int start, int length)
    {
        if (length == 0)
        {
            return null;
        }

        var buffer = length <= ShortText ? stackalloc byte[ShortText + StrictBase64Url.RangeSlack] : new byte[length + StrictBase64Url.RangeSlack];
        return JsonSlice.Unquote(StrictBase64Url.DecodeRange(Payload, start, length, buffer));
    }

    private Dictionary<string, JsonElement> ReadMembers()
    {
        var reader = new Utf8JsonReader(
            StrictBase64Url.DecodeRange(Payload, 0, StrictBase64Url.DecodedLength(_payloadLength)), new JsonReaderOptions { MaxDepth = StrictJson.MaximumDepth });
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in JsonElement.ParseValue(ref reader).EnumerateObject())
        {
            members.Add(member.Name, member.Value);
        }

        return members;
    }
}
