using System;
using System.Collections.Generic;
using Bolt.Authentication.Jwt.Keys;
using Bolt.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Bolt.Authentication.Jwt.Configuration;

/// <summary>
/// Reads <c>Authentication:Schemes:Bearer</c>, where <c>dotnet user-jwts create</c> writes, for the default backend. Its keys are bound to their own issuer and audiences, so that a
/// development token never counts as one of the program's.
/// </summary>
internal sealed class ConfigureFromBearerScheme(IConfiguration? configuration, IHostEnvironment? environment) : IConfigureNamedOptions<JwtOptions>
{
    public const string Section = "Authentication:Schemes:Bearer";
    private const string UserJwtsIssuer = "dotnet-user-jwts";

    /// <summary>What only the JwtBearer handler reads, and what weakens nothing when Bolt does not.</summary>
    private static readonly string[] HandlerOnly =
    [
        "BackchannelTimeout", "Challenge", "ForwardAuthenticate", "ForwardChallenge", "ForwardDefault", "ForwardForbid", "ForwardSignIn", "ForwardSignOut",
        "IncludeErrorDetails", "MapInboundClaims", "RefreshInterval", "RefreshOnIssuerKeyNotFound", "RequireHttpsMetadata", "SaveToken",
    ];

    public void Configure(JwtOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtOptions options)
    {
        if (name != Options.DefaultName || configuration is null)
        {
            return;
        }

        SettingsReader.Read(configuration.GetSection(Section), options.ConfigurationProblems, settings => Read(settings, options));
    }

    private void Read(SettingsReader settings, JwtOptions options)
    {
        var (issuers, audiences) = (new List<string>(), new List<string>());
        string? authority = null, metadataAddress = null;

        // The handler's own names: a list is read from its items only, as the handler does.
        settings.Section("ValidAudiences", list => AddItems(list, audiences));
        settings.String("ValidAudience", value => AddMissing(audiences, value));
        settings.Section("ValidIssuers", list => AddItems(list, issuers));
        settings.String("ValidIssuer", value => AddMissing(issuers, value));
        settings.Section("SigningKeys", keys => AddSigningKeys(keys, issuers, audiences, options));
        settings.String("Authority", value => authority = value);
        settings.String("MetadataAddress", value => metadataAddress = value);
        settings.Ignore(HandlerOnly);
        if (authority is { Length: > 0 } || metadataAddress is { Length: > 0 })
        {
            options.Authority ??= authority;
            options.MetadataAddress ??= metadataAddress;
            issuers.ForEach(issuer => AddMissing(options.Issuers, issuer));
            audiences.ForEach(audience => AddMissing(options.Audiences, audience));
        }
    }

    private void AddSigningKeys(IConfigurationSection keys, List<string> issuers, List<string> audiences, JwtOptions options)
    {
        foreach (var key in keys.GetChildren())
        {
            var issuer = key["Issuer"];
            if (string.IsNullOrEmpty(issuer) || (issuers.Count > 0 && !issuers.Contains(issuer)))
            {
                continue;
            }

            if (issuer == UserJwtsIssuer && environment?.IsDevelopment() != true)
            {
                options.ConfigurationProblems.Add(
                    $"{key.Path} is a key of \"dotnet user-jwts\", which is for Development only: anyone with access to the developer's machine can make tokens with it. Remove it, or set ASPNETCORE_ENVIRONMENT to Development.");
                continue;
            }

            try
            {
                options.IssuerKeys.Add(new IssuerBoundKey(new SymmetricSecurityKey(Convert.FromBase64String(key["Value"] ?? "")), issuer, audiences, key.Path));
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                options.ConfigurationProblems.Add($"{key.Path}:Value is not standard base64.");
            }
        }
    }

    private static void AddItems(IConfigurationSection list, List<string> values)
    {
        foreach (var item in list.GetChildren())
        {
            AddMissing(values, item.Value);
        }
    }

    private static void AddMissing(IList<string> values, string? value)
    {
        if (!string.IsNullOrEmpty(value) && !values.Contains(value))
        {
            values.Add(value);
        }
    }
}
