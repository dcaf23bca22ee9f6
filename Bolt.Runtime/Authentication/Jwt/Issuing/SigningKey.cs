using System;
using System.Buffers.Text;
using System.Text.Json;

namespace Bolt.Authentication.Jwt.Issuing;

/// <summary>A key that signs, with the one algorithm it signs with. Safe for concurrent use.</summary>
internal abstract class SigningKey
{
    protected SigningKey(JwtAlgorithm algorithm, string? kid, string type)
    {
        Algorithm = algorithm;
        Header = EncodeHeader(algorithm, kid, type);
    }

    public JwtAlgorithm Algorithm { get; }

    /// <summary>The first segment of every token of this key.</summary>
    public string Header { get; }

    public abstract byte[] Sign(ReadOnlySpan<byte> signingInput);

    private static string EncodeHeader(JwtAlgorithm algorithm, string? kid, string type)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("alg"u8, algorithm.Name);
            json.WriteString("typ"u8, type);
            if (kid is not null)
            {
                json.WriteString("kid"u8, kid);
            }

            json.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }
}
