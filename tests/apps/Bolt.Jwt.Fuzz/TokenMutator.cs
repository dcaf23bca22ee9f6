using System.Buffers.Text;
using System.Text;

namespace Bolt.Jwt.Fuzz;

/// <summary>Makes tokens that are nearly right: it knows what a token is made of, and puts a sound signature on most of what it makes, so that what lies behind the signature is reached.</summary>
internal sealed class TokenMutator(Random random)
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "api";

    private static readonly string[] Names =
    [
        "alg", "typ", "kid", "crit", "b64", "cty", "jku", "jwk", "x5u", "zip", "enc", "ALG", "\\u0061lg", "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "Exp", "e\\u0078p", "is_staff", "permissions",
        "is_superuser", "", "x", "abcdefgh", "abcdefgi",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1e400", "-1e400", "9223372036854775807", "9223372036854775808", "253402300800", "99999999999", "99999999999.5", "9.9999999999e10", "1.5", "1700000000",
        "\"\"", "\"a\"", "\"api\"", "\"https://issuer.example\"", "\"https:\\/\\/issuer.example\"", "\"HS256\"", "\"none\"", "\"RS256\"", "\"HS512\"", "\"ES256\"", "\"PS256\"", "\"hs256\"", "\"JWT\"", "\"at+jwt\"", "\"application/AT+JWT\"", "\"logout+jwt\"", "\"J\\u0057T\"", "\"key\"", "\"k\\u0065y\"",
        "\"KEY\"", "\"99999999999\"", "[]", "[\"api\"]", "[\"x\",\"api\"]", "[\"api\",1]", "[[\"api\"]]", "{}", "{\"a\":1}", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\ud83e\\udd8a\"", "\"\u00e9\"", "[\"exp\"]", "[\"b64\"]", "NaN",
        "01", "\"\t\"", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ];

    private static readonly string[] Junk = ["=", "==", "%", "%3D", " ", "\n", "\t", "+", "/", "~", ".", "\0", "A", "AA", "AAA", "-", "_", "é", "\"", "{}", "null"];

    public string Next(FuzzKey key)
    {
        List<(string Name, string Value)> header = [("alg", $"\"{key.Algorithm}\""), ("typ", "\"JWT\""), ("kid", "\"key\"")];
        List<(string Name, string Value)> payload =
        [
            ("sub", "\"user\""), ("iss", $"\"{Issuer}\""), ("aud", $"\"{Audience}\""), ("exp", "99999999999"), ("iat", "1700000000"), ("nbf", "1700000000"), ("jti", $"\"{random.Next()}\""),
            ("permissions", "[\"a\",\"b\"]"),
        ];
        if (random.Next(3) == 0)
        {
            header.RemoveAt(2);
        }

        if (random.Next(20) == 0)
        {
            AddMany(random.Next(3) == 0 ? header : payload);
        }

        var edits = random.Next(4);
        for (var i = 0; i < edits; i++)
        {
            Edit(random.Next(3) == 0 ? header : payload);
        }

        var headerText = Text(Write(header));
        var payloadText = Text(Write(payload));
        var encodedHeader = Encoded(headerText);
        var encodedPayload = Encoded(payloadText);
        var signer = random.Next(40) == 0 ? FuzzKey.All[random.Next(FuzzKey.All.Length)] : key;
        var token = $"{encodedHeader}.{encodedPayload}.{Signature(signer.Sign($"{encodedHeader}.{encodedPayload}"))}";
        return random.Next(12) == 0 ? Damage(token) : token;
    }

    private void Edit(List<(string Name, string Value)> members)
    {
        var at = random.Next(members.Count + 1);
        switch (random.Next(7))
        {
            case 0 when at < members.Count:
                members.RemoveAt(at);
                break;
            case 1 when at < members.Count:
                members[at] = (members[at].Name, Pick(Values));
                break;
            case 2 when at < members.Count:
                members.Add((random.Next(2) == 0 ? members[at].Name : Escape(members[at].Name), Pick(Values)));
                break;
            case 3 when at < members.Count:
                members[at] = (Escape(members[at].Name), members[at].Value);
                break;
            case 4 when at < members.Count:
                members[at] = (members[at].Name, $"[{members[at].Value}]");
                break;
            default:
                members.Insert(at, (Pick(Names), Pick(Values)));
                break;
        }
    }

    /// <summary>Many names that resemble each other, some of them written with escapes, now and then one of them twice, in the object itself or in one within.</summary>
    private void AddMany(List<(string Name, string Value)> members)
    {
        var count = random.Next(2, 80);
        var prefix = Pick(["", "n", "same start ", "\\u0073ame start ", "\u00e9", "a much longer start that is the same for each of the names "]);
        List<(string Name, string Value)> more = [];
        for (var i = 0; i < count; i++)
        {
            var name = $"{prefix}{i:000}";
            more.Add((random.Next(4) == 0 ? Escape(name) : name, random.Next(20) == 0 ? Pick(Values) : "1"));
        }

        if (random.Next(2) == 0)
        {
            var name = more[random.Next(count)].Name;
            more.Insert(random.Next(count + 1), (random.Next(2) == 0 ? name : Escape(name), "2"));
        }

        if (random.Next(2) == 0)
        {
            more = [("many", random.Next(2) == 0 ? Write(more) : $"[{{\"many\":{Write(more)}}}]")];
        }

        members.InsertRange(random.Next(members.Count + 1), more);
    }

    /// <summary>The same name, written otherwise.</summary>
    private string Escape(string name)
    {
        if (name.Length == 0 || name.Contains('\\', StringComparison.Ordinal))
        {
            return name;
        }

        var at = random.Next(name.Length);
        return $"{name[..at]}\\u{(int)name[at]:x4}{name[(at + 1)..]}";
    }

    private string Write(List<(string Name, string Value)> members) => "{" + string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Value}")) + "}";

    /// <summary>Damages JSON text here and there.</summary>
    private byte[] Text(string json)
    {
        var octets = Encoding.UTF8.GetBytes(json).ToList();
        if (random.Next(6) != 0)
        {
            return [.. octets];
        }

        var at = random.Next(octets.Count + 1);
        switch (random.Next(8))
        {
            case 0:
                octets.InsertRange(at, " \r\n\t"u8.ToArray());
                break;
            case 1:
                octets.InsertRange(0, new byte[] { 0xef, 0xbb, 0xbf });
                break;
            case 2:
                octets.InsertRange(at, "/*x*/"u8.ToArray());
                break;
            case 3:
                octets.AddRange(random.Next(2) == 0 ? "{}"u8.ToArray() : "x"u8.ToArray());
                break;
            case 4:
                octets.Insert(at, (byte)random.Next(256));
                break;
            case 5 when at < octets.Count:
                octets[at] = (byte)random.Next(256);
                break;
            case 6 when at < octets.Count:
                octets.RemoveAt(at);
                break;
            default:
                octets.Insert(octets.Count - 1, (byte)',');
                break;
        }

        return [.. octets];
    }

    private string Encoded(byte[] octets)
    {
        var text = Base64Url.EncodeToString(octets);
        return random.Next(15) == 0 ? Reencode(text) : text;
    }

    private string Signature(string text)
    {
        if (random.Next(8) != 0)
        {
            return text;
        }

        var octets = Base64Url.DecodeFromChars(text);
        switch (random.Next(9))
        {
            case 0:
                octets[random.Next(octets.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                octets = octets[..random.Next(octets.Length)];
                break;
            case 2:
                octets = [.. octets, (byte)random.Next(256)];
                break;
            case 3:
                octets = [0, .. octets];
                break;
            case 4:
                octets = octets[0] == 0 ? octets[1..] : octets;
                break;
            case 5:
                octets = [.. octets[(octets.Length / 2)..], .. octets[..(octets.Length / 2)]];
                break;
            case 6:
                Array.Clear(octets);
                break;
            case 7:
                Array.Fill(octets, (byte)0xff, 0, octets.Length / 2);
                break;
            default:
                return Reencode(text);
        }

        return Base64Url.EncodeToString(octets);
    }

    /// <summary>Damages base64url so that a lenient decoder may still give the same octets.</summary>
    private string Reencode(string text)
    {
        if (text.Length == 0 || random.Next(3) == 0)
        {
            return text.PadRight((text.Length + 3) / 4 * 4, '=');
        }

        if (random.Next(3) == 0)
        {
            // The last character one further: another text for the same octets, where bits are unused.
            const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            return text[..^1] + Alphabet[(Alphabet.IndexOf(text[^1], StringComparison.Ordinal) + 1) % 64];
        }

        return random.Next(3) == 0
            ? text.Replace('-', '+').Replace('_', '/')
            : text.Insert(random.Next(text.Length + 1), Pick(Junk));
    }

    private string Damage(string token)
    {
        var at = random.Next(token.Length);
        var segments = token.Split('.');
        return random.Next(8) switch
        {
            0 => token.Remove(at, 1),
            1 => token[..at] + (char)random.Next(33, 127) + token[(at + 1)..],
            2 => token.Insert(at, Pick(Junk)),
            3 => token[..at],
            4 => token + "." + segments[random.Next(segments.Length)],
            5 => string.Join('.', segments[..2]),
            6 => $"{segments[0]}.{segments[1]}.",
            _ => $"{segments[1]}.{segments[0]}.{segments[2]}",
        };
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
