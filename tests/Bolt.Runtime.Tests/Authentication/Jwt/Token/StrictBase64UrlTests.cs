using System.Buffers.Text;
using Bolt.Authentication.Jwt.Token;

namespace Bolt.Runtime.Tests;

public sealed class StrictBase64UrlTests
{
    [Fact]
    public void Takes_exactly_the_texts_that_are_an_encoding_of_something()
    {
        var octets = new List<byte[]> { Array.Empty<byte>() };
        octets.AddRange(Enumerable.Range(0, 256).Select(a => new[] { (byte)a }));
        octets.AddRange(Enumerable.Range(0, 65536).Select(ab => new[] { (byte)(ab >> 8), (byte)ab }));
        var encodings = octets.Select(item => Base64Url.EncodeToString(item)).ToHashSet();
        Assert.Equal(1 + 256 + 65536, encodings.Count);
        Assert.All(encodings.Where((_, i) => i % 97 == 0), text => Assert.True(StrictBase64Url.IsCanonical(text), text));

        // Of all strings of up to three characters out of the alphabet and its neighbours, no other is taken.
        var characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=%. \t\r\n\0é∂".ToCharArray();
        var taken = 0;
        foreach (var text in Texts(characters))
        {
            Assert.Equal(encodings.Contains(text), StrictBase64Url.IsCanonical(text));
            taken += StrictBase64Url.IsCanonical(text) ? 1 : 0;
        }

        Assert.Equal(encodings.Count, taken);
    }

    [Fact]
    public void Decodes_any_part_of_a_text()
    {
        var octets = Enumerable.Range(0, 64).Select(i => (byte)(i * 37)).ToArray();
        for (var length = 0; length < octets.Length; length++)
        {
            var text = Base64Url.EncodeToString(octets.AsSpan(0, length));
            for (var start = 0; start <= length; start++)
            {
                for (var count = 0; start + count <= length; count++)
                {
                    Assert.Equal(octets.AsSpan(start, count).ToArray(), StrictBase64Url.DecodeRange(text, start, count));
                }
            }
        }
    }

    private static IEnumerable<string> Texts(char[] characters)
    {
        yield return "";
        foreach (var a in characters)
        {
            yield return $"{a}";
            foreach (var b in characters)
            {
                yield return $"{a}{b}";
                foreach (var c in characters)
                {
                    yield return $"{a}{b}{c}";
                }
            }
        }
    }
}
