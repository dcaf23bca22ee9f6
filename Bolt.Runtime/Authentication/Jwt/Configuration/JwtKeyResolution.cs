using System;
using System.Collections.Generic;
using System.Text;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>Resolves options into keys, and reports everything that is wrong with them. The one place that decides both.</summary>
internal sealed class JwtKeyResolution
{
    private readonly JwtOptions _options;
    private readonly JwtAlgorithmSet _allowed;
    private readonly OptionsProblems _problems;
    private readonly HashSet<string> _kids = new(StringComparer.Ordinal);
    private readonly bool _readsUserJwts;
    private int _configured;

    private JwtKeyResolution(JwtOptions options, JwtAlgorithmSet allowed, OptionsProblems problems, bool readsUserJwts)
    {
        _readsUserJwts = readsUserJwts;
        _options = options;
        _allowed = allowed;
        _problems = problems;
        Trust = KeyTrust.ForOwnKeys([.. options.Issuers], [.. options.Audiences]);
    }

    public List<VerificationKey> Verifiers { get; } = [];

    /// <summary>The keys with a private part, in the order of configuration, each with the algorithms it may be used with.</summary>
    public List<(SecurityKey Key, KeyMaterial Material, JwtAlgorithmSet Algorithms, string Origin)> Signers { get; } = [];

    public KeyTrust Trust { get; }

    /// <summary>The allowed algorithms; empty where the keys decide.</summary>
    public JwtAlgorithmSet Allowed => _allowed;

    /// <param name="options">The options.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="readsUserJwts">They are those of the backend for which <see cref="ConfigureFromBearerScheme"/> reads what <c>dotnet user-jwts</c> writes.</param>
    public static JwtKeyResolution From(JwtOptions options, OptionsProblems problems, bool readsUserJwts = false)
    {
        var resolution = new JwtKeyResolution(options, ReadAlgorithms(options, problems), problems, readsUserJwts);
        resolution.AddConfiguredKeys();
        resolution.AddIssuerKeys();
        return resolution;
    }

    /// <summary>The algorithms a key may be used with under these options.</summary>
    public static JwtAlgorithmSet Usable(KeyMaterial material, JwtAlgorithmSet allowed) =>
        material.Fits.And(allowed.IsEmpty ? material.Default : allowed);

    private static JwtAlgorithmSet ReadAlgorithms(JwtOptions options, OptionsProblems problems)
    {
        var allowed = default(JwtAlgorithmSet);
        foreach (var name in options.Algorithms)
        {
            if (JwtAlgorithm.Find(name) is { } algorithm)
            {
                allowed = allowed.With(algorithm);
            }
            else
            {
                problems.Add($"Algorithms: \"{name}\" is not one of {JwtAlgorithmSet.All}; names are case-sensitive.");
            }
        }

        return allowed;
    }

    private void AddConfiguredKeys()
    {
        if (_options.Secret is { } secret)
        {
            AddSecret(secret);
        }

        for (var i = 0; i < _options.Keys.Count; i++)
        {
            Add(_options.Keys[i], $"Keys[{i}]", Trust);
        }

        var shared = Verifiers.Exists(static key => key is HmacVerificationKey);
        if (shared && (_options.HasAuthority || Verifiers.Exists(static key => key is not HmacVerificationKey)))
        {
            _problems.Add("Secret, Keys, Authority: one backend takes shared secrets or public keys, not both. Give the other kind its own backend: public sealed class PartnerJwt : JwtAuthentication; and AddJwt<PartnerJwt>(…).");
        }
    }

    private void AddSecret(string secret)
    {
        if (secret.Length == 0)
        {
            // SymmetricSecurityKey cannot be made of an empty secret.
            _configured++;
            _problems.Add(Unusable("Secret", KeyReader.Secret([], kid: null).Material!));
            return;
        }

        Add(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), "Secret", Trust);
    }

    private void AddIssuerKeys()
    {
        foreach (var (key, issuer, audiences, origin) in _options.IssuerKeys)
        {
            Add(key, origin, KeyTrust.For([issuer], audiences));
        }

        if (_configured == 0 && !_options.HasAuthority)
        {
            _problems.Add("No key: set Secret, Keys or Authority." + (_readsUserJwts ? " For development, run: dotnet user-jwts create" : ""));
        }
    }

    private void Add(SecurityKey key, string origin, KeyTrust trust)
    {
        _configured++;
        if (!KeyReader.TryRead(key, out var material, out var problem))
        {
            _problems.Add($"{origin} {problem}.");
            return;
        }

        // A key of the Bearer scheme is not subject to Bolt's list of algorithms: it is for HS256.
        var usable = Usable(material, ReferenceEquals(trust, Trust) ? _allowed : default);
        if (usable.IsEmpty)
        {
            _problems.Add(Unusable(origin, material));
            return;
        }

        if (material.Kid is { } kid && !_kids.Add(kid))
        {
            _problems.Add($"{origin} has the same kid as another key (\"{kid}\"); a token could mean either. Give each key its own kid.");
        }

        if (material.MayVerify)
        {
            Verifiers.Add(material.ToVerificationKey(usable, trust));
        }

        if (material.MaySign && ReferenceEquals(trust, Trust))
        {
            Signers.Add((key, material, usable, origin));
        }
    }

    private string Unusable(string origin, KeyMaterial material)
    {
        if (material.Secret is { } secret)
        {
            var needed = int.MaxValue;
            foreach (var algorithm in JwtAlgorithm.All)
            {
                if ((_allowed.IsEmpty ? material.Default : _allowed).Contains(algorithm) && algorithm.Kind == JwtAlgorithmKind.Hmac)
                {
                    needed = Math.Min(needed, algorithm.HashLength);
                }
            }

            if (secret.Length < needed && needed < int.MaxValue)
            {
                return $"{origin} is {secret.Length} bytes long; HS{needed * 8} needs at least {needed} (RFC 7518 §3.2). Make one with: openssl rand -base64 {needed}";
            }
        }

        return $"{origin} fits none of the allowed algorithms ({_allowed}); it could be used with {(material.Fits.IsEmpty ? "none at all" : material.Fits)}.";
    }
}
