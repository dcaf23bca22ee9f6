using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>A scheme has refused the request; the body is still to be written.</summary>
internal sealed class SchemeRefusal
{
    public int Status { get; private set; }

    public static void Note(HttpContext http, int status)
    {
        var refusal = http.Features.Get<SchemeRefusal>();
        if (refusal is null)
        {
            http.Features.Set(refusal = new SchemeRefusal());
        }

        // Where one of several backends could not be asked, nobody can say that the caller may not.
        refusal.Status = refusal.Status == StatusCodes.Status503ServiceUnavailable ? refusal.Status : status;
        http.Response.StatusCode = refusal.Status;
    }
}
