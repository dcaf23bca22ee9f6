using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bolt.Authentication.Jwt.Issuing;
using Bolt.Authentication.Jwt.Json;
using Bolt.Authentication.Jwt.Refresh;
using Bolt.Authentication.Jwt.Validation;
using Bolt.Revocation;
using Bolt.Users.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt;

/// <summary>
/// Issues tokens that this program's <see cref="JwtAuthentication"/> accepts, signed with <see cref="JwtOptions.Secret"/> or the first of <see cref="JwtOptions.Keys"/> that has a
/// private part. A singleton from services. A program with a handler that takes it does not start without such a key.
/// </summary>
public sealed partial class JwtIssuer
{
    /// <summary>What callers may not set: who the token is for and how long it lives.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "sub", "iss", "iat", "exp", "jti", "is_staff", "is_superuser", "username" };

    /// <summary>What a sign-in sets besides.</summary>
    private static readonly HashSet<string> ReservedOfSessions = new(StringComparer.Ordinal) { "sid", "auth_time", "amr" };

    private readonly SigningKey? _key;
    private readonly JwtOptions _options;
    private readonly TimeProvider _time;
    private readonly ILocalRevocationStore? _notBefore;
    private readonly TimeSpan _longest;
    private readonly RefreshTokens? _refresh;

    /// <param name="options">The default backend's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="store">Null where there is none.</param>
    /// <param name="longest">How long a token may live; <see cref="TimeSpan.MaxValue"/> for any.</param>
    /// <param name="refresh">Null where there are no refresh tokens.</param>
    internal JwtIssuer(JwtOptions options, TimeProvider time, IRevocationStore? store, TimeSpan longest, RefreshTokens? refresh)
    {
        _options = options;
        _time = time;
        _notBefore = store as ILocalRevocationStore;
        _longest = longest;
        _refresh = refresh;
        _key = SigningKeyFactory.Create(options);
    }

    /// <summary>What to do where no key can sign.</summary>
    private const string NoKey = "set JwtOptions.Secret, or add a key with its private part to JwtOptions.Keys. Keys of 'dotnet user-jwts' and of an authority verify only.";

    /// <summary>
    /// Why tokens cannot be signed, or null. Asked at start, and tried, because some keys do not know whether they have a private part. No issuer is created for it, nor what one needs.
    /// </summary>
    internal static string? SigningProblem(IServiceProvider services)
    {
        try
        {
            var key = SigningKeyFactory.Create(services.GetRequiredService<IOptionsMonitor<JwtOptions>>().Get(Options.DefaultName));
            return key?.Sign([0]) is null ? NoKey : null;
        }
        catch (OptionsValidationException)
        {
            // Said elsewhere.
            return null;
        }
        catch (CryptographicException)
        {
            return NoKey;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// A token with <c>sub</c>, <c>iat</c>, <c>exp</c>, <c>jti</c>, <c>is_staff</c>, <c>is_superuser</c>, <c>username</c>, the first of <see cref="JwtOptions.Issuers"/> and of
    /// <see cref="JwtOptions.Audiences"/>, and what <paramref name="claims"/> adds.
    /// </summary>
    /// <param name="user">Whom the token is for.</param>
    /// <param name="expiresIn">How long it lives; whole seconds. <see cref="JwtOptions.TokenLifetime"/> when null.</param>
    /// <param name="claims">
    /// More claims: strings, numbers, booleans, <see cref="Guid"/>, <see cref="DateTimeOffset"/> (written as seconds since 1970), <see cref="JsonElement"/>, JSON nodes, and lists and
    /// dictionaries of those. <c>aud</c> and <c>nbf</c> may be set here, the other registered names may not. <c>permissions</c> is an array of strings.
    /// </param>
    /// <returns>The compact serialization (RFC 7515 §3.1).</returns>
    /// <exception cref="InvalidOperationException">No configured key can sign.</exception>
    /// <exception cref="ArgumentException">A claim is reserved, of a type that JSON has not or one that would be refused, or the token would be longer than <see cref="JwtOptions.MaximumTokenLength"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="expiresIn"/> is less than a second, or longer than <see cref="RevocationOptions.MaximumTokenLifetime"/> where an <see cref="ISessionRevocationStore"/> is registered.
    /// </exception>
    public string CreateToken(IBoltUser user, TimeSpan? expiresIn = null, IReadOnlyDictionary<string, object?>? claims = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrEmpty(user.Id, nameof(user));
        var lifetime = expiresIn ?? _options.TokenLifetime;
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1), nameof(expiresIn));
        if (lifetime > _longest)
        {
            throw new ArgumentOutOfRangeException(nameof(expiresIn), lifetime, $"The token would be refused: it would live for longer than {_longest} (RevocationOptions.MaximumTokenLifetime).");
        }

        // It ends by the clock and begins where the user's last revocation ends: a sign-in right after "log out everywhere" is not part of what was revoked.
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        return Sign(user, Math.Max(now, _notBefore?.NotBefore(user.Id, RevocationIssuer) ?? 0), now + (long)lifetime.TotalSeconds, claims, null);
    }

    /// <summary>Whose sessions and users this program's tokens are of to a revocation store: the rule of <see cref="RevocationId"/> for keys of its own.</summary>
    internal string? RevocationIssuer => _options.Issuers.Count > 1 ? _options.Issuers[0] : null;

    /// <param name="user">Whom the token is for.</param>
    /// <param name="issuedAt">In seconds since 1970.</param>
    /// <param name="expires">In seconds since 1970.</param>
    /// <param name="claims">More claims.</param>
    /// <param name="session">The sign-in it belongs to.</param>
    internal string Sign(IBoltUser user, long issuedAt, long expires, IReadOnlyDictionary<string, object?>? claims, RefreshFamily? session)
    {
        var key = _key ?? throw new InvalidOperationException("No key can sign: " + NoKey);
        var payload = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(payload))
        {
            Write(json, user, issuedAt, expires, claims, session);
        }

        if (!IsSound(payload.WrittenSpan))
        {
            throw new ArgumentException(
                $"The token would be refused: aud must be a string or an array of strings, nbf must be a number, no object may name a member twice, and nothing may be nested deeper than {StrictJson.MaximumDepth} levels.",
                nameof(claims));
        }

        var signingInput = $"{key.Header}.{Base64Url.EncodeToString(payload.WrittenSpan)}";
        var token = $"{signingInput}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signingInput)))}";
        return token.Length <= _options.MaximumTokenLength ? token
            : throw new ArgumentException($"The token would be refused: it is longer than {_options.MaximumTokenLength} characters (MaximumTokenLength).", nameof(claims));
    }

    /// <summary>What <see cref="JwtAuthentication"/> requires of any payload. JSON elements and nodes are written as they are.</summary>
    private static bool IsSound(ReadOnlySpan<byte> payload)
    {
        var members = new PooledList<JsonMember>(stackalloc JsonMember[32]);
        try
        {
            return StrictJson.TryParseObject(payload, ref members) && new JwtClaims(payload).TryRead(members.Items);
        }
        finally
        {
            members.Dispose();
        }
    }

    private void Write(Utf8JsonWriter json, IBoltUser user, long issuedAt, long expires, IReadOnlyDictionary<string, object?>? claims, RefreshFamily? session)
    {
        json.WriteStartObject();
        json.WriteString("sub"u8, user.Id);
        json.WriteNumber("iat"u8, issuedAt);
        json.WriteNumber("exp"u8, expires);
        json.WriteString("jti"u8, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));
        json.WriteBoolean("is_staff"u8, user.IsStaff);
        json.WriteBoolean("is_superuser"u8, user.IsSuperuser);
        json.WriteString("username"u8, user.Username);
        if (_options.Issuers.Count > 0)
        {
            json.WriteString("iss"u8, _options.Issuers[0]);
        }

        if (_options.Audiences.Count > 0 && claims?.ContainsKey("aud") != true)
        {
            json.WriteString("aud"u8, _options.Audiences[0]);
        }

        if (session is not null)
        {
            WriteSession(json, session);
        }

        if (user is ITokenStamp stamped)
        {
            json.WriteString("stamp"u8, stamped.TokenStamp);
        }

        foreach (var (name, value) in claims ?? new Dictionary<string, object?>())
        {
            if (Reserved.Contains(name) || (session is not null && ReservedOfSessions.Contains(name)) || (user is ITokenStamp && name == IdentityStamp.Claim))
            {
                throw new ArgumentException($"The claim \"{name}\" is set by JwtIssuer and cannot be set here.", nameof(claims));
            }

            json.WritePropertyName(name);
            ClaimWriter.Write(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>The session of OpenID Connect Front-Channel Logout 1.0 §3, and how it began (OpenID Connect Core 1.0 §2).</summary>
    private static void WriteSession(Utf8JsonWriter json, RefreshFamily session)
    {
        json.WriteString("sid"u8, session.Id);
        json.WriteNumber("auth_time"u8, session.CreatedAt.ToUnixTimeSeconds());
        if (session.Methods is { } methods)
        {
            json.WriteStartArray("amr"u8);
            foreach (var method in methods.Split(' '))
            {
                json.WriteStringValue(method);
            }

            json.WriteEndArray();
        }
    }
}
