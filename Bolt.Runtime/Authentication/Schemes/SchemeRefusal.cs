using Microsoft.AspNetCore.Http;

namespace Bolt.Authentication.Schemes;

/// <summary>A scheme has refused the request; the body is not written yet.</summary>
internal sealed class SchemeRefusal
{
    private Endpoint? _endpoint;

    public int Status { get; private set; }

    public static void Note(HttpContext http, int status)
    {
        var refusal = http.Features.Get<SchemeRefusal>();
        if (refusal is null)
        {
            http.Features.Set(refusal = new SchemeRefusal());
        }

        if (!ReferenceEquals(refusal._endpoint, http.GetEndpoint()))
        {
            // A request that is executed again: what happened at an earlier endpoint does not count.
            (refusal._endpoint, refusal.Status) = (http.GetEndpoint(), 0);
        }

        // Where one of several backends was unavailable, it is not known whether the caller may pass.
        refusal.Status = refusal.Status == StatusCodes.Status503ServiceUnavailable ? refusal.Status : status;
        http.Response.StatusCode = refusal.Status;
    }
}
