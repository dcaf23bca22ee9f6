using System.Text;
using System.Text.Json;

namespace Bolt.Benchmarks.Refresh;

/// <summary>An endpoint that gives new tokens for a refresh token, and how it is asked.</summary>
/// <param name="Key">Its name among the figures.</param>
/// <param name="Title">What it is.</param>
/// <param name="Pipeline">Answers.</param>
/// <param name="Login">Path, query and body that sign a user in.</param>
/// <param name="Refresh">Path and body that refresh.</param>
/// <param name="ContentType">Of both bodies.</param>
/// <param name="TokenName">The refresh token's name in the answer.</param>
internal sealed record Peer(
    string Key,
    string Title,
    Pipeline Pipeline,
    Func<string, (string Path, string Query, string Body)> Login,
    Func<string, (string Path, string Body)> Refresh,
    string ContentType,
    string TokenName)
{
    public async Task<string> SignInAsync(string user)
    {
        var (path, query, body) = Login(user);
        var (status, answer) = await Pipeline.PostAsync(path, query, ContentType, Encoding.UTF8.GetBytes(body));
        return TokenOf(status, answer);
    }

    public byte[] Body(string token) => Encoding.UTF8.GetBytes(Refresh(token).Body);

    public Task<(int Status, byte[] Body)> RefreshAsync(byte[] body) => Pipeline.PostAsync(Refresh("").Path, "", ContentType, body);

    /// <summary>A fast wrong answer is worth nothing.</summary>
    public string TokenOf(int status, byte[] answer)
    {
        if (status == 200)
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.TryGetProperty(TokenName, out var token) && token.GetString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        throw new InvalidOperationException($"{Title} answered {status} {Encoding.UTF8.GetString(answer)}");
    }
}
