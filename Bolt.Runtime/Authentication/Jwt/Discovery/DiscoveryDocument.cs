using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Bolt.Authentication.Jwt.Discovery;

/// <summary>What an OpenID Connect issuer publishes: its name and its keys (OpenID Connect Discovery 1.0 §3, §4; RFC 7517 §5).</summary>
internal sealed class DiscoveryDocument(string issuer, IReadOnlyList<PublishedKey> keys)
{
    public string Issuer { get; } = issuer;

    /// <summary>Empty: the issuer has withdrawn all its keys.</summary>
    public IReadOnlyList<PublishedKey> Keys { get; } = keys;

    /// <summary>Fetches the document and the keys it points to. Throws when either cannot be fetched or is invalid as a whole.</summary>
    /// <param name="address">The discovery document's.</param>
    /// <param name="check">Throws when the issuer's name is not the expected one: its keys are then not asked for.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    public static async Task<DiscoveryDocument> FetchAsync(Uri address, Action<string> check, CancellationToken cancellationToken)
    {
        var client = new DiscoveryClient(address);
        var (issuer, keys) = ReadDiscovery(await client.GetAsync(address, cancellationToken).ConfigureAwait(false));
        check(issuer);
        return new DiscoveryDocument(issuer, ReadKeys(await client.GetAsync(keys, cancellationToken).ConfigureAwait(false)));
    }

    private static (string Issuer, Uri Keys) ReadDiscovery(ReadOnlyMemory<byte> octets)
    {
        using var document = DiscoveryJson.Parse(octets, "discovery document");
        return Text(document.RootElement, "issuer") is { Length: > 0 } issuer && Uri.TryCreate(Text(document.RootElement, "jwks_uri"), UriKind.Absolute, out var keys)
            ? (issuer, keys)
            : throw new InvalidDataException("The discovery document has no issuer or leads to no keys (OpenID Connect Discovery 1.0 §3: \"issuer\", \"jwks_uri\").");
    }

    private static List<PublishedKey> ReadKeys(ReadOnlyMemory<byte> octets)
    {
        using var document = DiscoveryJson.Parse(octets, "list of keys");
        if (!document.RootElement.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException("The issuer's list of keys has no array \"keys\" (RFC 7517 §5).");
        }

        if (list.GetArrayLength() > FetchLimits.MaximumKeys)
        {
            throw new InvalidDataException($"The issuer publishes more than {FetchLimits.MaximumKeys} keys.");
        }

        var keys = new List<PublishedKey>();
        foreach (var element in list.EnumerateArray())
        {
            keys.Add(PublishedKeyReader.Read(element, keys.Count));
        }

        return keys;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
