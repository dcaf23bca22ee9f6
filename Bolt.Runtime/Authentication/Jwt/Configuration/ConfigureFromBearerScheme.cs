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
/// Reads <c>Authentication:Schemes:Bearer</c>, where <c>dotnet user-jwts create</c> writes, for the default backend. Its keys keep to their own issuer and audiences, so that a
/// development token never counts as one of the program's.
/// </summary>
internal sealed class ConfigureFromBearerScheme(IConfiguration? configuration, IHostEnvironment? environment) : IConfigureNamedOptions<JwtOptions>
{
    public const string Section = "Authentication:Schemes:Bearer";
    private const string UserJwtsIssuer = "dotnet-user-jwts";

    public void Configure(JwtOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtOptions options)
    {
        if (name != Options.DefaultName || configuration is null)
        {
            return;
        }

        var section = configuration.GetSection(Section);
        foreach (var setting in section.GetChildren())
        {
            if (!Contains(SettingName.OfBearer, setting.Key) && !Contains(SettingName.OfBearerOnly, setting.Key))
            {
                options.ConfigurationProblems.Add(SettingName.Unknown(setting, SettingName.OfBearer));
            }
        }

        var issuers = Texts(section, "ValidIssuer", "ValidIssuers");
        var audiences = Texts(section, "ValidAudience", "ValidAudiences");
        AddSigningKeys(section, issuers, audiences, options);
        if (section["Authority"] is { Length: > 0 } || section["MetadataAddress"] is { Length: > 0 })
        {
            options.Authority ??= section["Authority"];
            options.MetadataAddress ??= section["MetadataAddress"];
            AddMissing(options.Issuers, issuers);
            AddMissing(options.Audiences, audiences);
        }
    }

    private void AddSigningKeys(IConfigurationSection section, List<string> issuers, List<string> audiences, JwtOptions options)
    {
        foreach (var key in section.GetSection("SigningKeys").GetChildren())
        {
            var issuer = key["Issuer"];
            if (string.IsNullOrEmpty(issuer) || (issuers.Count > 0 && !issuers.Contains(issuer)))
            {
                continue;
            }

            if (issuer == UserJwtsIssuer && environment?.IsDevelopment() != true)
            {
                options.ConfigurationProblems.Add(
                    $"{key.Path} is a key of \"dotnet user-jwts\", whose tokens anyone with the developer's machine can make; it is for Development only. Remove it, or set ASPNETCORE_ENVIRONMENT.");
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

    private static List<string> Texts(IConfigurationSection section, string single, string several)
    {
        var texts = new List<string>();
        AddMissing(texts, [section[single] ?? ""]);
        foreach (var item in section.GetSection(several).GetChildren())
        {
            AddMissing(texts, [item.Value ?? ""]);
        }

        return texts;
    }

    private static void AddMissing(IList<string> texts, List<string> more)
    {
        foreach (var text in more)
        {
            if (text.Length > 0 && !texts.Contains(text))
            {
                texts.Add(text);
            }
        }
    }

    private static bool Contains(IReadOnlyList<string> names, string key)
    {
        foreach (var name in names)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
