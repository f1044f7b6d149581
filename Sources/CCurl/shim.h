#ifndef SELKIE_CCURL_H
#define SELKIE_CCURL_H

#include <curl/curl.h>

// libcurl takes options through variable arguments, which Swift cannot pass: one function for each type of value.

/// Sets an option that is a number.
static inline CURLcode selkie_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option that is a size in bytes.
static inline CURLcode selkie_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option that is a text; libcurl copies it.
static inline CURLcode selkie_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets an option that is an address of anything: a list, a buffer, what callbacks are given.
static inline CURLcode selkie_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

/// Sets a function that is given what arrives: header lines, or pieces of the body.
static inline CURLcode selkie_curl_set_receiver(CURL *handle, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(handle, option, value);
}

/// Gets a size in bytes, 0 when it is not known.
static inline curl_off_t selkie_curl_get_size(CURL *handle, CURLINFO info) {
    curl_off_t value = 0;
    curl_easy_getinfo(handle, info, &value);
    return value;
}

/// Gets a text, which is valid until the handle is used again; null when it is not known.
static inline const char *selkie_curl_get_text(CURL *handle, CURLINFO info) {
    char *value = 0;
    curl_easy_getinfo(handle, info, &value);
    return value;
}

/// How a transfer ended: the only message that libcurl has.
static inline CURLcode selkie_curl_result(const CURLMsg *message) { return message->data.result; }

#endif
