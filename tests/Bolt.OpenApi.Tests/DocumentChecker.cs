using System.Text.Json.Nodes;

namespace Bolt.OpenApi.Tests;

/// <summary>What a document must not say, found by a reader of our own: the ways in which documents have called guarded operations public.</summary>
internal static class DocumentChecker
{
    /// <param name="document">As it is served.</param>
    /// <param name="isOptional">Whether an operation takes credentials and asks for none, by method and path.</param>
    public static IEnumerable<string> Problems(JsonNode document, Func<string, bool> isOptional)
    {
        var schemes = document["components"]?["securitySchemes"]?.AsObject() ?? [];
        var responses = document["components"]?["responses"]?.AsObject() ?? [];
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (document["security"] is not null)
        {
            yield return "the document has a requirement, which operations without one inherit";
        }

        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(static o => o.Key != "parameters"))
            {
                var name = method + " " + path;
                var requirements = operation!["security"]?.AsArray() ?? [];
                if (requirements.Any(static r => r!.AsObject().Count == 0) != isOptional(name))
                {
                    yield return name + ": without credentials, or not";
                }

                if (requirements.GroupBy(static r => r!.ToJsonString(), StringComparer.Ordinal).Any(static g => g.Count() > 1))
                {
                    yield return name + ": a requirement twice";
                }

                foreach (var scheme in requirements.SelectMany(static r => r!.AsObject()).Select(static r => r.Key).Where(s => used.Add(s) && !schemes.ContainsKey(s)))
                {
                    yield return $"{name}: there is no scheme {scheme}";
                }

                foreach (var response in operation["responses"]!.AsObject().Select(static r => (string?)r.Value!["$ref"]).OfType<string>().Where(r => !responses.ContainsKey(r["#/components/responses/".Length..])))
                {
                    yield return $"{name}: there is no response {response}";
                }
            }
        }

        foreach (var scheme in schemes.Select(static s => s.Key).Where(s => !used.Contains(s)))
        {
            yield return $"no operation names the scheme {scheme}";
        }
    }
}
